import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { letter, momentText, oneLine } from '../../../platform/mail/letter';
import { MailOutbox } from '../../../platform/mail/mail-outbox';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import { Accounts } from '../../auth/auth.accounts';
import { membersHolding } from '../../members/members.holders';
import type { ApprovalView } from '../approvals.contract';

/** Whoever could decide is told: what was asked for quietly could go by unseen (A31). */
@Injectable()
export class ApprovalMails {
  constructor(
    private readonly accounts: Accounts,
    private readonly outbox: MailOutbox,
    @Inject(CONFIG) private readonly settings: Pick<Settings, 'http'>,
  ) {}

  /** Of a new request: to everybody who may decide on it; where nobody else can, to whoever asked, as a receipt. */
  async requested(
    manager: EntityManager,
    organizationId: string,
    permission: string,
    view: ApprovalView,
  ): Promise<void> {
    const { requested_by: by, what, reason, second_person_required, not_before, lapses_at } = view;
    const next = second_person_required
      ? `It needs your agreement, or that of somebody else who may decide, by ${momentText(new Date(lapses_at))}.`
      : `There is nobody else to agree, so it happens by itself after ${momentText(new Date(not_before))}, unless it is withdrawn before.`;
    await this.#put(manager, organizationId, permission, by.id, second_person_required, {
      subject: `${oneLine(by.name ?? 'Somebody')} asks to ${what}`,
      paragraphs: [
        `${oneLine(by.name ?? 'Somebody')} asks to ${oneLine(what)}.`,
        `The reason given: ${oneLine(reason)}`,
        next,
      ],
    });
  }

  /** Of what became of it: to whoever asked and whoever could have decided. */
  async decided(
    manager: EntityManager,
    organizationId: string,
    permission: string,
    view: ApprovalView,
  ): Promise<void> {
    const { decided_by: by, what, state } = view;
    await this.#put(manager, organizationId, permission, by?.id ?? null, true, {
      subject: `${state === 'approved' ? 'Approved' : 'Not done'}: ${what}`,
      paragraphs: [
        `${oneLine(by?.name ?? 'Somebody')} ${state === 'approved' ? 'agreed' : state === 'refused' ? 'refused' : 'withdrew the request'} to ${oneLine(what)}.`,
      ],
    });
  }

  deliverSoon(): void {
    this.outbox.deliverSoon();
  }

  async #put(
    manager: EntityManager,
    organizationId: string,
    permission: string,
    doer: string | null,
    withoutDoer: boolean,
    { subject, paragraphs }: { subject: string; paragraphs: readonly string[] },
  ): Promise<void> {
    for (const { accountId } of await membersHolding(manager, organizationId, permission)) {
      if (withoutDoer && accountId === doer) continue;
      const { name, email } = await this.accounts.person(manager, accountId);
      const message = letter({
        to: email,
        name,
        subject,
        paragraphs: [...paragraphs, `See ${this.settings.http.publicUrl}/approvals`],
        advice: 'You get this mail because you may decide on such requests.',
      });
      await this.outbox.put(manager, organizationId, message);
    }
  }
}
