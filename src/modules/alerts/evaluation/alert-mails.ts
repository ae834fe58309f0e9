import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../../platform/clock/clock';
import type { Row } from '../../../platform/database/row';
import { letter, momentText, oneLine } from '../../../platform/mail/letter';
import { MailOutbox } from '../../../platform/mail/mail-outbox';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import { Accounts } from '../../auth/auth.accounts';
import { membersHolding } from '../../members/members.holders';
import type { Alert } from '../inbox/alert.entity';
import { whyOf } from '../inbox/why';
import { AlertRule } from '../rules/alert-rule.entity';

const HOUR_MS = 3_600_000;

/** Tells of new alerts: at most one mail a rule and hour to each recipient; what comes in between is counted in the next. */
@Injectable()
export class AlertMails {
  constructor(
    private readonly accounts: Accounts,
    private readonly outbox: MailOutbox,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly settings: Pick<Settings, 'http'>,
  ) {}

  /** In the transaction that raises them. Also without new ones: those of the hour before may be due. */
  async put(manager: EntityManager, rule: Row<AlertRule>, raised: readonly Row<Alert>[]): Promise<void> {
    const { organizationId, id, unmailed, mailedAt, mailTo } = rule;
    const waiting = unmailed + raised.length;
    if (waiting === 0 || mailTo === null) return;
    const now = this.clock.now();
    if (mailedAt && now.getTime() - mailedAt.getTime() < HOUR_MS) {
      if (raised.length > 0) await manager.update(AlertRule, { organizationId, id }, { unmailed: waiting });
      return;
    }
    await manager.update(AlertRule, { organizationId, id }, { unmailed: 0, mailedAt: now });
    const [newest] = raised.toReversed();
    for (const accountId of await recipients(manager, rule))
      await this.#write(manager, accountId, rule, waiting, newest);
  }

  deliverSoon(): void {
    this.outbox.deliverSoon();
  }

  async #write(
    manager: EntityManager,
    accountId: string,
    rule: Row<AlertRule>,
    count: number,
    newest: Row<Alert> | undefined,
  ): Promise<void> {
    const { name, email } = await this.accounts.person(manager, accountId);
    const place = `${this.settings.http.publicUrl}/alerts`;
    const message = letter({
      to: email,
      name,
      subject: `${count === 1 ? 'Alert' : `${count} alerts`}: ${rule.name} (${rule.severity})`,
      paragraphs: [
        `The rule "${oneLine(rule.name)}" raised ${count === 1 ? 'an alert' : `${count} alerts`}.`,
        ...(newest
          ? [`${count === 1 ? '' : 'The newest: '}${whyOf(newest)}, ${momentText(newest.lastAt)}.`]
          : []),
        `See what it is about, and take it in hand: ${count === 1 && newest ? `${place}/${newest.id}` : place}`,
      ],
      advice: 'You get at most one mail an hour for each rule. Who gets them is part of the rule.',
    });
    await this.outbox.put(manager, rule.organizationId, message);
  }
}

/** Of those that the rule names, whoever may read the log now. */
async function recipients(
  manager: EntityManager,
  { organizationId, mailTo }: Row<AlertRule>,
): Promise<string[]> {
  const readers = await membersHolding(manager, organizationId, 'audit:read');
  const permission = mailTo?.permission ?? null;
  const holders = permission === null ? [] : await membersHolding(manager, organizationId, permission);
  const named = new Set([...(mailTo?.members ?? []), ...holders.map(({ id }) => id)]);
  return readers.filter(({ id }) => named.has(id)).map(({ accountId }) => accountId);
}
