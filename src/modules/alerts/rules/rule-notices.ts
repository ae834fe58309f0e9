import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { currentPrincipal } from '../../../platform/context/request-context';
import { letter, oneLine } from '../../../platform/mail/letter';
import { MailOutbox } from '../../../platform/mail/mail-outbox';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import { Accounts } from '../../auth/auth.accounts';
import { Membership } from '../../organizations/organizations.membership';

/** Whoever makes Daybook look away is seen doing it: every Owner is told (security.md A31). */
@Injectable()
export class RuleNotices {
  constructor(
    private readonly accounts: Accounts,
    private readonly outbox: MailOutbox,
    @Inject(CONFIG) private readonly settings: Pick<Settings, 'http'>,
  ) {}

  /** `done`: "switched off the alert rule X". In the transaction of the change. */
  async put(manager: EntityManager, done: string): Promise<void> {
    const { organizationId, actor } = currentPrincipal();
    const owners = await manager.findBy(Membership, { organizationId, role: 'owner' });
    const who = oneLine(actor.name ?? actor.email ?? 'An API key');
    for (const { accountId } of owners) {
      const { name, email } = await this.accounts.person(manager, accountId);
      const message = letter({
        to: email,
        name,
        subject: 'An alert rule was changed',
        paragraphs: [`${who} ${oneLine(done)}.`, `The rules are at ${this.settings.http.publicUrl}/alerts`],
        advice:
          'If nobody should have done this, put the rule back and find out who did it in the audit log.',
      });
      await this.outbox.put(manager, organizationId, message);
    }
  }

  deliverSoon(): void {
    this.outbox.deliverSoon();
  }
}
