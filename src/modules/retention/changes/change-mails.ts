import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { letter, momentText, oneLine } from '../../../platform/mail/letter';
import { MailOutbox } from '../../../platform/mail/mail-outbox';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import type { ApprovalView } from '../../approvals/approvals.contract';
import { Accounts } from '../../auth/auth.accounts';
import { membersHolding } from '../../members/members.holders';
import type { ChangeEnd } from './change-store';
import { MANAGE } from './change-store';

type Made = Extract<ChangeEnd, 'made' | 'lapsed' | 'overtaken'>;

const SUBJECT: Record<Made, string> = {
  made: 'Done',
  lapsed: 'Not done, because nobody agreed in time',
  overtaken: 'Not done, because it no longer was what was agreed to',
};

/** What approvals do not say: a receipt to whoever asked, whose session may have been another's; and what became of it, to all (A31). */
@Injectable()
export class ChangeMails {
  constructor(
    private readonly accounts: Accounts,
    private readonly outbox: MailOutbox,
    @Inject(CONFIG) private readonly settings: Pick<Settings, 'http'>,
  ) {}

  /** Where nobody else could agree, the request for approval has been sent to whoever asked already. */
  async asked(manager: EntityManager, organizationId: string, approval: ApprovalView): Promise<void> {
    const { requested_by: by, second_person_required, what, not_before } = approval;
    if (!second_person_required) return;
    await this.#put(manager, organizationId, by.id, `You asked to ${what}`, [
      `You asked to ${oneLine(what)}.`,
      `It happens after ${momentText(new Date(not_before))} if somebody else agrees.`,
    ]);
  }

  /** To everybody who may change the policy, every Owner among them. */
  async ended(
    manager: EntityManager,
    organizationId: string,
    { what, reason, requested_by: by, decided_by: second }: ApprovalView,
    end: Made,
  ): Promise<void> {
    const agreed = second ? `, and ${nameOf(second.name)} agreed` : '';
    for (const { accountId } of await membersHolding(manager, organizationId, MANAGE))
      await this.#put(manager, organizationId, accountId, `${SUBJECT[end]}: ${what}`, [
        `${SUBJECT[end]}: ${oneLine(what)}.`,
        `${nameOf(by.name)} asked for it${agreed}. The reason given: ${oneLine(reason)}`,
      ]);
  }

  deliverSoon(): void {
    this.outbox.deliverSoon();
  }

  async #put(
    manager: EntityManager,
    organizationId: string,
    accountId: string,
    subject: string,
    paragraphs: readonly string[],
  ): Promise<void> {
    const { name, email } = await this.accounts.person(manager, accountId);
    const message = letter({
      to: email,
      name,
      subject,
      paragraphs: [...paragraphs, `See ${this.settings.http.publicUrl}/retention`],
      advice:
        'If this is not what you want, change the retention policy there at once: events that have been purged do not come back.',
    });
    await this.outbox.put(manager, organizationId, message);
  }
}

const nameOf = (name: string | null): string => oneLine(name ?? 'Somebody');
