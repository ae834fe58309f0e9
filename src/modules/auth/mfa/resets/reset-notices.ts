import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { MailOutbox } from '../../../../platform/mail/mail-outbox';
import { Membership } from '../../../organizations/organizations.membership';
import { Accounts, type Person } from '../../auth.accounts';

/** Mails to the person concerned and to every Owner: a reset that one of them did not want must not go unseen. */
@Injectable()
export class ResetNotices {
  constructor(
    private readonly accounts: Accounts,
    private readonly outbox: MailOutbox,
  ) {}

  async put(manager: EntityManager, organizationId: string, person: Person, news: string): Promise<void> {
    const owners = await manager.findBy(Membership, { organizationId, role: 'owner' });
    const ids = new Set([person.id, ...owners.map(({ accountId }) => accountId)]);
    const people = await this.accounts.people([...ids]);
    for (const { name, email } of people.values())
      await this.outbox.put(manager, organizationId, {
        to: email,
        subject: `Second factors of ${person.name}`,
        text: `Hello ${name},\n\n${news}`,
      });
  }

  deliverSoon(): void {
    this.outbox.deliverSoon();
  }
}
