import { In, type EntityManager } from 'typeorm';
import type { Row } from '../../../platform/database/row';
import { invalidField } from '../../../platform/errors/daybook-error';
import { WEEKDAYS } from '../../organizations/organizations.contract';
import { Membership } from '../../organizations/organizations.membership';
import type { ExportScheduleRow } from './export-schedule.entity';
import { periodOf, upcoming, type Timing } from './periods';
import type { NewScheduleDto } from './schedule.dto';
import { checkedQuery } from './schedule-query';

/** What people decide about a schedule. */
export type ScheduleFields = Pick<
  Row<ExportScheduleRow>,
  'name' | 'format' | 'query' | 'frequency' | 'weekday' | 'monthDay' | 'hour' | 'keepDays' | 'mailTo'
>;

const DEFAULTS = { weekday: 1, monthDay: 1, hour: 6, keepDays: 30, mailTo: [] };

/** What was given over what there is. @throws DaybookError for a field that goes with another frequency. */
export function fieldsOf(given: Partial<NewScheduleDto>, before?: ScheduleFields): ScheduleFields {
  const old = before ?? DEFAULTS;
  const frequency = given.frequency ?? before?.frequency;
  requireBelongs('weekday', given.weekday, frequency === 'weekly', 'weekly');
  requireBelongs('month_day', given.month_day, frequency === 'monthly', 'monthly');
  const fields = {
    name: given.name ?? before?.name,
    format: given.format ?? before?.format,
    query: given.query ? checkedQuery(given.query) : before?.query,
    frequency,
    weekday: given.weekday ? WEEKDAYS.indexOf(given.weekday) + 1 : old.weekday,
    monthDay: given.month_day ?? old.monthDay,
    hour: given.hour ?? old.hour,
    keepDays: given.keep_days ?? old.keepDays,
    mailTo: given.mail_to ?? old.mailTo,
  };
  return fields as ScheduleFields;
}

function requireBelongs(field: string, value: unknown, fits: boolean, frequency: string): void {
  if (value !== undefined && value !== null && !fits)
    throw invalidField(`/${field}`, `goes with the frequency ${frequency} only`);
}

/** @throws DaybookError when a mail would go to somebody else. */
export async function requireMembers(
  manager: EntityManager,
  organizationId: string,
  ids: readonly string[],
): Promise<void> {
  const found = await manager.countBy(Membership, { organizationId, id: In([...ids]) });
  if (found !== ids.length)
    throw invalidField('/mail_to', 'names somebody who is no member of this organization');
}

export const timingOf = (
  { frequency, weekday, monthDay, hour }: ScheduleFields,
  timeZone: string,
): Timing => ({ frequency, weekday, monthDay, hour, timeZone });

type Next = Pick<Row<ExportScheduleRow>, 'nextPeriod' | 'nextAt' | 'nextZone' | 'coveredTo'>;

/** From now on: nothing that is due already, and nothing that was passed over. */
export function startingAt(timing: Timing, now: Date): Next {
  const { first, due } = upcoming(timing, now);
  return { nextPeriod: first, nextAt: due, nextZone: timing.timeZone, coveredTo: null };
}

/** What is next stays next at another hour or weekday, and may be due at once; another frequency starts anew. */
export function continuing(
  before: Row<ExportScheduleRow>,
  fields: ScheduleFields,
  timeZone: string,
  now: Date,
): Next {
  const timing = timingOf(fields, timeZone);
  if (fields.frequency !== before.frequency) return startingAt(timing, now);
  const { nextPeriod, coveredTo } = before;
  return { nextPeriod, nextAt: periodOf(timing, nextPeriod).due, nextZone: timeZone, coveredTo };
}
