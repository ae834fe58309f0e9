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

/** Whoever knows that few actions have a source asks for those, too. */
const KINDS = `action = ANY (ARRAY(SELECT action FROM event_kinds WHERE organization_id = $1 AND source = $5))`;

export const LISTS: readonly ListQuery[] = [
  { name: 'no filter, 7 days', days: 7, api: () => ({}) },
  { name: 'no filter, 7 days, page 100', days: 7, page: 100, api: () => ({}) },
  { name: 'no filter, 90 days, page 1,000', days: 90, page: 1_000, api: () => ({}) },
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
    name: 'source and outcome, 90 days',
    days: 90,
    api: () => ({ q: 'source:billing outcome:denied' }),
    sql: `source = $5 AND outcome <> 'success' AND outcome = $6`,
    values: () => ['billing', 'denied'],
  },
  {
    name: 'two in 100,000 by source, 90 days',
    days: 90,
    api: () => ({ source: 'archive' }),
    sql: `source = $5 AND ${KINDS}`,
    values: () => ['archive'],
  },
  {
    name: 'a source that never was, 90 days',
    days: 90,
    api: () => ({ source: 'nowhere' }),
    sql: `source = $5 AND ${KINDS}`,
    values: () => ['nowhere'],
  },
  {
    name: 'source and category that never meet, 90 days',
    days: 90,
    api: () => ({ source: 'ai', category: 'authentication' }),
    sql: `source = $5 AND category = $6 AND action = ANY (ARRAY(SELECT action FROM event_kinds WHERE organization_id = $1 AND source = $5 AND category = $6))`,
    values: () => ['ai', 'authentication'],
  },
  {
    name: 'action and operation that never meet, 90 days',
    days: 90,
    api: () => ({ action: 'patient.viewed', operation: 'delete' }),
    sql: `action = $5 AND operation = $6 AND EXISTS (SELECT FROM event_kinds k WHERE k.organization_id = $1 AND k.action = $5 AND k.operation = $6)`,
    values: () => ['patient.viewed', 'delete'],
  },
  {
    name: 'ip, 90 days',
    days: 90,
    api: (n) => ({ ip: addressOf((n * 37) % 900) }),
    sql: 'ip = $5',
    values: (n) => [addressOf((n * 37) % 900)],
  },
];

const TEXT = `to_tsvector('simple'::regconfig, search_text)`;
const WORDS = `${TEXT} @@ plainto_tsquery('simple'::regconfig, $5)`;
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
  {
    ...words('phrase, 90 days', person),
    api: (n) => ({ q: `"${person(n)}"` }),
    sql: `${TEXT} @@ phraseto_tsquery('simple'::regconfig, $5)`,
  },
  {
    ...words('rare word but not another, 90 days', () => RARE_WORD),
    api: () => ({ q: `${RARE_WORD} -${COMMON_WORD}` }),
    sql: `${TEXT} @@ (plainto_tsquery('simple'::regconfig, $5) && !! plainto_tsquery('simple'::regconfig, '${COMMON_WORD}'))`,
  },
  {
    ...words('frequent action and rare word, 90 days', () => RARE_WORD),
    api: () => ({ q: `${RARE_WORD} action:patient.viewed` }),
    sql: `${WORDS} AND action = 'patient.viewed'`,
  },
];

export const rangeOf = ({ days }: ListQuery): { from: string; to: string } => ({
  from: new Date(Date.now() - days * DAY_MS).toISOString(),
  to: new Date(Date.now() + DAY_MS).toISOString(),
});
