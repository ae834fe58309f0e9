import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { letter, oneLine } from '../../../platform/mail/letter';
import { MailOutbox } from '../../../platform/mail/mail-outbox';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import { Accounts } from '../../auth/auth.accounts';
import { membersHolding } from '../../members/members.holders';
import { Membership } from '../../organizations/organizations.membership';

/** Somebody has to know of each hold that is placed, ends, or is left lying. */
@Injectable()
export class HoldNotices {
  constructor(
    private readonly accounts: Accounts,
    private readonly outbox: MailOutbox,
    @Inject(CONFIG) private readonly settings: Pick<Settings, 'http'>,
  ) {}

  /** In the transaction of the change. */
  async tellOwners(
    manager: EntityManager,
    organizationId: string,
    subject: string,
    paragraphs: readonly string[],
  ): Promise<void> {
    const owners = await manager.findBy(Membership, { organizationId, role: 'owner' });
    const advice = 'If nobody should have done this, find out who did it in the audit log.';
    await this.#put(manager, organizationId, owners, { subject, paragraphs, advice });
  }

  /** Whoever may manage holds. */
  async tellKeepers(
    manager: EntityManager,
    organizationId: string,
    subject: string,
    paragraphs: readonly string[],
  ): Promise<void> {
    const keepers = await membersHolding(manager, organizationId, 'holds:manage');
    const advice = 'You get this mail because you may manage legal holds.';
    await this.#put(manager, organizationId, keepers, { subject, paragraphs, advice });
  }

  deliverSoon(): void {
    this.outbox.deliverSoon();
  }

  async #put(
    manager: EntityManager,
    organizationId: string,
    members: readonly Membership[],
    { subject, paragraphs, advice }: { subject: string; paragraphs: readonly string[]; advice: string },
  ): Promise<void> {
    const link = `See ${this.settings.http.publicUrl}/retention?tab=holds`;
    for (const { accountId } of members) {
      const { name, email } = await this.accounts.person(manager, accountId);
      const text = [...paragraphs.map(oneLine), link];
      await this.outbox.put(
        manager,
        organizationId,
        letter({ to: email, name, subject, paragraphs: text, advice }),
      );
    }
  }
}
