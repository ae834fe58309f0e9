import { DAY_MS } from '../../src/platform/clock/clock';
import { actorId, addressOf } from './events';
import { COMMON_WORD, FIRST_NAMES, LAST_NAMES, RARE_WORD } from './vocabulary';

/** A question to the log: as the API is asked, and as the best SQL written by hand for it. */
export interface ListQuery {
  readonly name: string;
  readonly days: number;
  /** Page 1 is the first. */
  readonly page?: number;
  /** Parameters of the API for the n-th asking: other values each time, so that no page stays warm. */
  readonly api: (n: number) => Record<string, string>;
  /** Conditions beyond organization, partitions and range; `$5` and on are `values`. */
  readonly sql?: string;
  readonly values?: (n: number) => unknown[];
  /** Prepared once, unless a plan for any value would be a bad one: which index is best for a word depends on the word. */
  readonly unprepared?: boolean;
}

const actor = (n: number): string => actorId((n * 37) % 900);
const record = (n: number): string => `patient-${(n * 53) % 20_000}`;
const KEY = `actor_key = (SELECT key FROM event_actors WHERE organization_id = $1 AND id = $5)`;

export const LISTS: readonly ListQuery[] = [
  { name: 'no filter, 7 days', days: 7, api: () => ({}) },
  { name: 'no filter, 7 days, page 100', days: 7, page: 100, api: () => ({}) },
  {
    name: 'actor, 90 days',
    days: 90,
    api: (n) => ({ actor: actor(n) }),
    sql: KEY,
    values: (n) => [actor(n)],
  },
  {
    name: 'frequent action, 90 days, page 100',
    days: 90,
    page: 100,
    api: () => ({ action: 'patient.viewed' }),
    sql: 'action = $5',
    values: () => ['patient.viewed'],
  },
  {
    name: 'action prefix, 90 days',
    days: 90,
    api: () => ({ action: 'invoice.*' }),
    sql: `action >= $5 AND action < $6`,
    values: () => ['invoice.', 'invoice/'],
  },
  {
    name: 'resource, 90 days',
    days: 90,
    api: (n) => ({ resource_type: 'patient', resource_id: record(n) }),
    sql: 'resource_type = $5 AND resource_id = $6',
    values: (n) => ['patient', record(n)],
  },
  {
    name: 'actor and action, 90 days',
    days: 90,
    api: (n) => ({ actor: actor(n), action: 'patient.viewed' }),
    sql: `${KEY} AND action = $6`,
    values: (n) => [actor(n), 'patient.viewed'],
  },
  {
    name: 'rare outcome, 90 days',
    days: 90,
    api: () => ({ outcome: 'denied' }),
    sql: `outcome <> 'success' AND outcome = $5`,
    values: () => ['denied'],
  },
  {
    name: 'source and category, 90 days',
    days: 90,
    api: () => ({ source: 'ai', category: 'administration' }),
    sql: 'source = $5 AND category = $6',
    values: () => ['ai', 'administration'],
  },
  {
    name: 'ip, 90 days',
    days: 90,
    api: (n) => ({ ip: addressOf((n * 37) % 900) }),
    sql: 'ip = $5',
    values: (n) => [addressOf((n * 37) % 900)],
  },
];

const WORDS = `to_tsvector('simple'::regconfig, search_text) @@ plainto_tsquery('simple'::regconfig, $5)`;
const person = (n: number): string =>
  `${FIRST_NAMES[(n * 5) % FIRST_NAMES.length]} ${LAST_NAMES[(n * 3) % LAST_NAMES.length]}`;
const words = (name: string, text: (n: number) => string): ListQuery => ({
  name,
  days: 90,
  api: (n) => ({ q: text(n) }),
  sql: WORDS,
  values: (n) => [text(n)],
  unprepared: true,
});

export const WORD_LISTS: readonly ListQuery[] = [
  words('rare word, 90 days', () => RARE_WORD),
  words('two words of a name, 90 days', person),
  words('common word, 90 days', () => COMMON_WORD),
];

export const rangeOf = ({ days }: ListQuery): { from: string; to: string } => ({
  from: new Date(Date.now() - days * DAY_MS).toISOString(),
  to: new Date(Date.now() + DAY_MS).toISOString(),
});
