import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Row } from '../../../platform/database/row';
import { letter, momentText, oneLine } from '../../../platform/mail/letter';
import { MailOutbox } from '../../../platform/mail/mail-outbox';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import { Accounts } from '../../auth/auth.accounts';
import { membersHolding } from '../../members/members.holders';
import type { SuspensionReason } from '../exports.schedules.contract';
import type { ExportScheduleRow } from './export-schedule.entity';
import type { RunAndExport } from './schedule-view';

const ADVICE = 'Who gets these mails is part of the scheduled export.';

/** Tells of files that are there, of those that are not, and of schedules that ended themselves. No event and no file is in a mail. */
@Injectable()
export class ScheduleMails {
  constructor(
    private readonly accounts: Accounts,
    private readonly outbox: MailOutbox,
    @Inject(CONFIG) private readonly settings: Pick<Settings, 'http'>,
  ) {}

  /** To those that the schedule names, as far as they may export now. */
  async finished(
    manager: EntityManager,
    schedule: Row<ExportScheduleRow>,
    { period, exportId }: RunAndExport,
    expiresAt: Date,
  ): Promise<void> {
    const name = oneLine(schedule.name);
    await this.#put(manager, schedule, schedule.mailTo, {
      subject: `${name}: the export of ${period} is ready`,
      paragraphs: [
        `The scheduled export "${name}" of ${period} is ready until ${momentText(expiresAt)}.`,
        `Download it, once you have signed in: ${this.settings.http.publicUrl}/exports/${exportId}`,
      ],
      advice: ADVICE,
    });
  }

  async failed(
    manager: EntityManager,
    schedule: Row<ExportScheduleRow>,
    { period, exportId }: RunAndExport,
    why: string,
  ): Promise<void> {
    const name = oneLine(schedule.name);
    await this.#put(manager, schedule, schedule.mailTo, {
      subject: `${name}: there is no export of ${period}`,
      paragraphs: [
        `The scheduled export "${name}" of ${period} has no file: ${oneLine(why)}`,
        `Make it by hand once the reason is gone: ${this.settings.http.publicUrl}/exports/${exportId}`,
      ],
      advice: ADVICE,
    });
  }

  /** To everybody who may export: whom it ran for may have left, and nobody else may know that it ran. */
  async suspended(
    manager: EntityManager,
    schedule: Row<ExportScheduleRow>,
    reason: SuspensionReason,
  ): Promise<void> {
    const name = oneLine(schedule.name);
    const why =
      reason === 'permission_lost'
        ? 'whoever it ran for may not export any more'
        : 'its query cannot be read any more';
    await this.#put(manager, schedule, null, {
      subject: `${name}: the scheduled export was suspended`,
      paragraphs: [
        `The scheduled export "${name}" has suspended itself, because ${why}.`,
        `Somebody who may export can resume it in their own name, or delete it: ${this.settings.http.publicUrl}/exports`,
      ],
      advice: 'You get this mail because you may export the audit log.',
    });
  }

  deliverSoon(): void {
    this.outbox.deliverSoon();
  }

  async #put(
    manager: EntityManager,
    { organizationId }: Row<ExportScheduleRow>,
    memberIds: readonly string[] | null,
    what: { subject: string; paragraphs: readonly string[]; advice: string },
  ): Promise<void> {
    for (const { id, accountId } of await membersHolding(manager, organizationId, 'audit:export')) {
      if (memberIds !== null && !memberIds.includes(id)) continue;
      const { name, email } = await this.accounts.person(manager, accountId);
      await this.outbox.put(manager, organizationId, letter({ to: email, name, ...what }));
    }
  }
}
