import type { Row } from '../../../platform/database/row';
import type { Changes } from '../../audit/audit.unit-of-work';
import type { Export } from '../exports.contract';
import type { SuspensionReason } from '../exports.schedules.contract';
import type { ExportScheduleRow } from './export-schedule.entity';
import type { Period } from './periods';
import { scheduleActions } from './schedule-actions';
import type { Plan } from './schedule-plan';
import { referTo } from './schedule-view';

/** What a schedule leaves in the log when nobody asks it to do anything. */
export type ScheduleEvent = Changes<unknown>['events'][number];

export function ranEvent(
  schedule: Row<ExportScheduleRow>,
  { key, from, to }: Period,
  { id, format, query }: Export,
): ScheduleEvent {
  const spec = scheduleActions['export_schedule.ran'];
  const range = { from: from.toISOString(), to: to.toISOString() };
  return {
    spec,
    event: {
      resource: referTo(schedule),
      related: [{ type: 'export', id }],
      details: { period: key, ...range, export_id: id, format, query, runs_for: schedule.accountId },
    },
  };
}

export function skippedEvent(
  schedule: Row<ExportScheduleRow>,
  { first, last }: NonNullable<Plan['skipped']>,
): ScheduleEvent {
  const details = {
    first: first.key,
    last: last.key,
    from: first.from.toISOString(),
    to: last.to.toISOString(),
  };
  return {
    spec: scheduleActions['export_schedule.skipped'],
    event: { resource: referTo(schedule), details },
  };
}

export const suspendedEvent = (
  schedule: Row<ExportScheduleRow>,
  reason: SuspensionReason,
): ScheduleEvent => ({
  spec: scheduleActions['export_schedule.suspended'],
  event: { resource: referTo(schedule), details: { reason, runs_for: schedule.accountId } },
});
