import type { Row } from '../../../platform/database/row';
import type { JsonObject } from '../../../platform/context/request-record';
import { WEEKDAYS, type Weekday } from '../../organizations/organizations.contract';
import type { ExportState } from '../exports.contract';
import type { ExportSchedule, ScheduledRun } from '../exports.schedules.contract';
import type { ExportScheduleRow } from './export-schedule.entity';
import type { ScheduleRunRow } from './schedule-run.entity';

/** A run with what its export says. */
export type RunAndExport = Row<ScheduleRunRow> & {
  readonly state: ExportState;
  readonly exportFailure: string | null;
  readonly expiresAt: Date | null;
};

interface Around {
  readonly timeZone: string;
  readonly runsFor: ExportSchedule['runs_for'];
  readonly lastRun: RunAndExport | null;
}

export function scheduleView(
  row: Row<ExportScheduleRow>,
  { timeZone, runsFor, lastRun }: Around,
): ExportSchedule {
  const { id, suspendedAt, suspensionReason, version } = row;
  return {
    id,
    ...decided(row),
    time_zone: timeZone,
    runs_for: runsFor,
    suspension:
      suspendedAt && suspensionReason
        ? { at: suspendedAt.toISOString(), reason: suspensionReason, by: row.suspendedBy }
        : null,
    next_at: suspendedAt ? null : row.nextAt.toISOString(),
    last_run: lastRun && runView(lastRun),
    version,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}

/** What people decide about it, on the wire and in events. */
function decided(row: Row<ExportScheduleRow>) {
  const { name, format, query, frequency, weekday, monthDay, hour, keepDays, mailTo } = row;
  return {
    name,
    format,
    query,
    frequency,
    weekday: frequency === 'weekly' ? (WEEKDAYS[weekday - 1] as Weekday) : null,
    month_day: frequency === 'monthly' ? monthDay : null,
    hour,
    keep_days: keepDays,
    mail_to: mailTo,
  };
}

export function runView(run: RunAndExport): ScheduledRun {
  return {
    id: run.id,
    period: run.period,
    from: run.rangeFrom.toISOString(),
    to: run.rangeTo.toISOString(),
    at: run.createdAt.toISOString(),
    export_id: run.exportId,
    state: run.state,
    file: run.state === 'finished' ? run.file : null,
    expires_at: run.expiresAt?.toISOString() ?? null,
    failure: run.failure ?? run.exportFailure,
  };
}

/** Only what changed, before and after. */
export function scheduleChanges(
  before: Row<ExportScheduleRow> | null,
  after: Row<ExportScheduleRow> | null,
): { before: JsonObject | null; after: JsonObject | null } {
  const old: JsonObject | null = before && decided(before);
  const now: JsonObject | null = after && decided(after);
  if (!old || !now) return { before: old, after: now };
  const changed = Object.keys(now).filter((key) => sorted(old[key]) !== sorted(now[key]));
  const of = (all: JsonObject): JsonObject => Object.fromEntries(changed.map((key) => [key, all[key]]));
  return { before: of(old), after: of(now) };
}

/** The database keeps the members of an object in an order of its own. */
const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

export const referTo = ({ id, name }: Pick<ExportScheduleRow, 'id' | 'name'>) => ({
  type: 'export_schedule',
  id,
  name,
});
