import type { EventDraft } from '../../../platform/context/request-record';
import { toView } from '../http/organization.presenter';
import { WEEKDAYS } from '../organizations.contract';
import type { Organization } from '../storage/organization.entity';

type Value = string | number | boolean | null;

const SECURITY = ['mfa_required', 'session_idle_minutes', 'session_absolute_hours'];

/** What a save changed, field by field in words; one that touches security is recorded as such. */
export function settingsChanges(before: Organization, after: Organization): EventDraft {
  const [from, to] = [fieldsOf(before), fieldsOf(after)];
  const changed = Object.keys(to).filter((key) => from[key] !== to[key]);
  if (changed.length === 0) return { changes: null, details: { changed: 'nothing' } };
  const pick = (fields: Record<string, Value>) =>
    Object.fromEntries(changed.map((key) => [key, fields[key] ?? null]));
  const security = changed.some((key) => SECURITY.includes(key));
  return {
    ...(security ? { action: 'organization.security_updated' } : {}),
    changes: { before: pick(from), after: pick(to) },
    details: { changed: changed.map((key) => sentence(key, from[key] ?? null, to[key] ?? null)).join('; ') },
  };
}

const sentence = (key: string, from: Value, to: Value): string =>
  `${key.replaceAll('_', ' ').replace('.', ' on ')} from ${said(from)} to ${said(to)}`;

const said = (value: Value): string =>
  value === null ? 'nothing' : typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);

/** All settings as flat fields that compare by `===`. */
function fieldsOf(organization: Organization): Record<string, Value> {
  const {
    id: _,
    created_at: __,
    mfa_required_since: ___,
    working_hours: hours,
    holidays,
    ...plain
  } = toView(organization);
  const days = WEEKDAYS.map((day) => {
    const open = hours[day];
    return [`working_hours.${day}`, open ? `${open.from}–${open.to}` : 'closed'];
  });
  const dates = holidays.map(({ date, name }) => `${date} ${name}`).join(', ');
  return { ...plain, ...(Object.fromEntries(days) as Record<string, string>), holidays: dates || null };
}
