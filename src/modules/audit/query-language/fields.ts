import { CATEGORIES, OPERATIONS, OUTCOMES } from '../../../platform/context/action-spec';
import { PRESENCES, type ColumnField, type Present } from '../audit.event-query';
import type { TimeField } from './time-tests';

/** How a field reads its values. */
export type Reading =
  /** As they are; `*` at the end asks for a beginning. */
  | { readonly by: 'text'; readonly column: ColumnField; readonly has?: Present }
  /** As they are, or as the slug of what people call them. */
  | { readonly by: 'slug'; readonly column: ColumnField; readonly has?: Present }
  /** One of a closed list, by its slug. */
  | {
      readonly by: 'choice';
      readonly column: ColumnField;
      readonly choices: readonly string[];
      readonly has?: Present;
    }
  /** `type/id`, or the id alone. */
  | { readonly by: 'record'; readonly of: 'resource' | 'subject' }
  | { readonly by: 'actor'; readonly whole: boolean }
  | { readonly by: 'network' | 'event' | 'key' | 'words' | 'presence' | 'detail' }
  | { readonly by: 'time'; readonly side: TimeField };

export interface Field {
  readonly name: string;
  /** A sentence for who has to choose one. */
  readonly help: string;
  readonly reading: Reading;
}

const ACTOR_TYPES = ['user', 'api_key', 'system', 'support', 'anonymous'];

const field = (name: string, help: string, reading: Reading): Field => ({ name, help, reading });
const text = (column: ColumnField, has?: Present): Reading => ({ by: 'text', column, has });
const slug = (column: ColumnField, has?: Present): Reading => ({ by: 'slug', column, has });
const choice = (column: ColumnField, choices: readonly string[], has?: Present): Reading => ({
  by: 'choice',
  column,
  choices,
  has,
});

/** Only what is listed here can be asked for. */
export const FIELDS: readonly Field[] = [
  field('actor', 'Who acted: a part of the name, the e-mail address or the id', {
    by: 'actor',
    whole: false,
  }),
  field('actor.id', 'Who acted: the whole id, e-mail address or name', { by: 'actor', whole: true }),
  field(
    'actor.type',
    'Whether a person acted, a key, support or the system',
    choice('actor_type', ACTOR_TYPES),
  ),
  field('actor.role', 'The role that the actor had at that moment', slug('actor_role')),
  field('source', 'Where it happened: security, patient_activity …', slug('source')),
  field('category', 'The kind of activity', choice('category', CATEGORIES, 'category')),
  field('action', 'What happened: member.invited, or member.* for all of members', text('action')),
  field('operation', 'Whether something was created, read, updated …', choice('operation', OPERATIONS)),
  field('outcome', 'Whether it succeeded, failed or was denied', choice('outcome', OUTCOMES)),
  field('resource', 'The record it was done to: patient/123, or 123', { by: 'record', of: 'resource' }),
  field('resource.type', 'The kind of that record', slug('resource_type', 'resource')),
  field('resource.id', 'The id of that record', text('resource_id', 'resource')),
  field('subject', 'The person or thing it is about: patient/123, or 123', { by: 'record', of: 'subject' }),
  field('subject.type', 'The kind of what it is about', slug('subject_type', 'subject')),
  field('subject.id', 'The id of what it is about', text('subject_id', 'subject')),
  field('ip', 'The address it came from: 192.0.2.1, 10.0.0.0/8, 2001:db8::/32', { by: 'network' }),
  field('session', 'The id of the session', text('session_id', 'session')),
  field('request', 'The id of the request', text('request_id', 'request')),
  field('id', 'The id of the event, or its number in the log', { by: 'event' }),
  field('flag', 'What was noticed: critical, new_ip, off_hours …', slug('flag', 'flag')),
  field('reported_by', 'The id of the API key that sent it', { by: 'key' }),
  field('summary', 'Words of the summary alone', { by: 'words' }),
  field('has', 'What the event has: changes, ip, subject …', { by: 'presence' }),
  field('after', 'From a day or moment on: 2026-11-01, 7d, 24h, yesterday', { by: 'time', side: 'after' }),
  field('before', 'Before a day or moment', { by: 'time', side: 'before' }),
  field('on', 'On a day or in a range: today, 2026-11-01..2026-11-10', { by: 'time', side: 'on' }),
  field('details.*', 'A member of the details: details.plan:pro', { by: 'detail' }),
];

/** Other names of fields. */
export const ALIASES: Readonly<Record<string, string>> = {
  user: 'actor',
  result: 'outcome',
  patient: 'subject',
  created: 'on',
};

const BY_NAME = new Map(FIELDS.map((one) => [one.name, one]));

/** A field as it was asked for; `path` leads to the member of `details`. */
export interface Asked {
  readonly field: Field;
  readonly path: readonly string[];
}

/** The field of a name or alias, whatever its letter case; null if there is none. Members of `details` are as they are. */
export function fieldNamed(name: string): Asked | null {
  const [root = '', ...path] = name.split('.');
  const detail = BY_NAME.get('details.*');
  if (/^(details|meta)$/i.test(root) && detail)
    return path.length > 0 && path.every((step) => step !== '') ? { field: detail, path } : null;
  const lower = name.toLowerCase();
  const known = BY_NAME.get(Object.hasOwn(ALIASES, lower) ? (ALIASES[lower] as string) : lower);
  return known && known !== detail ? { field: known, path: [] } : null;
}

/** What `has:` takes, by the names that fields have too. */
export const presenceNamed = (name: string): Present | null => {
  const lower = name.toLowerCase();
  const wanted = { patient: 'subject', meta: 'details' }[lower] ?? lower;
  return PRESENCES.find((one) => one === wanted) ?? null;
};

/** Lower case, spaces and hyphens as `_`: what `Patient Activity` is stored as. */
export const slugOf = (value: string): string =>
  value
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
