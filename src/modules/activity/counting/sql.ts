import type { LogSnapshot } from '../../audit/audit.snapshot';
import type { Range } from '../time/range';

/** Whose activity is asked for: everybody's, or that of these identities, with the addresses at which somebody failed to sign in as them. */
export type Whose = 'everyone' | { readonly keys: readonly string[]; readonly emails: readonly string[] };

/** Collects values as bind parameters: no value ever becomes SQL text (A4). */
export class Values {
  readonly list: unknown[] = [];

  add(value: unknown, type: string): string {
    this.list.push(value);
    return `$${this.list.length}::${type}`;
  }
}

/** Rows of the organization in the partitions that can hold the range; without one, in all of its own. */
export const inHomes = (log: LogSnapshot, range: Range | null, v: Values): string => {
  const homes = range ? log.homesIn(new Date(range.from), new Date(range.to)) : log.allHomes;
  return `organization_id = ${v.add(log.organizationId, 'uuid')} AND expires_on = ANY (${v.add(homes, 'date[]')})`;
};

export const during = (column: string, { from, to }: Range, v: Values, type = 'timestamptz'): string =>
  `${column} >= ${v.add(new Date(from), type)} AND ${column} < ${v.add(new Date(to), type)}`;

/** On `events` and on `event_kinds` alike: people, and whoever tried to come in without saying who they are. */
export const BY_PEOPLE = `(actor_type = 'user' OR (actor_type = 'anonymous' AND category IN ('authentication')))`;

/**
 * Where the events of a range are that no counted table can answer for: its ragged ends, and in its whole part what came
 * after the counting. Each is a condition of its own, because each has its own index.
 */
export function uncounted(
  log: LogSnapshot,
  { whole, ends }: { whole: Range | null; ends: readonly Range[] },
  v: Values,
): string[] {
  const places = ends.map((end) => `${inHomes(log, end, v)} AND ${during('occurred_at', end, v)}`);
  if (whole === null) return places;
  const tail = `sequence > ${v.add(log.countedTo, 'bigint')} AND ${during('occurred_at', whole, v)}`;
  return [...places, `${inHomes(log, whole, v)} AND ${tail}`];
}

/** What these identities did, and the failures of whoever gave their addresses: both are found by an index. */
export function ofPeople(
  log: LogSnapshot,
  { keys, emails }: Exclude<Whose, 'everyone'>,
  range: Range,
  v: Values,
): string[] {
  const own = `${inHomes(log, range, v)} AND ${during('occurred_at', range, v)} AND actor_key = ANY (${v.add(keys, 'uuid[]')})`;
  if (emails.length === 0) return [own];
  return [
    own,
    `${inHomes(log, range, v)} AND ${during('occurred_at', range, v)} AND ${FAILED_AS} (${v.add(emails, 'text[]')})`,
  ];
}

/** Of failed sign-ins, Daybook knows the address that was given, and claims nothing of who gave it. */
const FAILED_AS = `outcome <> 'success' AND actor_type = 'anonymous' AND category = 'authentication'
  AND lower(content::jsonb #>> '{details,email}') = ANY`;
