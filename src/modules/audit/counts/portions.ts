import type { Expression } from '../audit.event-query';
import { anyOf, driverOf, DRIVERS, type Condition } from '../search/conditions';
import { conditionsOf } from '../search/page-statement';
import type { Parameters } from '../search/sql-text';
import { byWordsAlone } from '../search/word-page';
import { wordsOf } from '../search/words';
import type { Ground } from './ground';

/** The most events that one question reads. */
export const BOUND = 20_000;
/** Each word is a look-up and a row from somewhere else. */
const WORD_BOUND = 5_000;

/**
 * A bounded list of events: `sql` gives the columns asked for, `occurred_at`, `sequence`, and `ok`, whether the event is meant.
 * When it has more rows than `bound`, it is not all.
 */
export interface Portion {
  readonly sql: string;
  readonly bound: number;
}

const NEWEST = 'occurred_at DESC, sequence DESC';

/** Between two moments, of what is counted. */
export function fragment(
  ground: Ground,
  columns: readonly string[],
  from: number,
  to: number,
  p: Parameters,
): Portion {
  const ok = [
    `sequence <= ${p.add(ground.countedTo, 'bigint')}`,
    ...all(ground, ground.query.where, p).map(anyOf),
  ];
  const where = [
    ...homeOf(ground, p),
    `occurred_at >= ${p.add(new Date(from).toISOString(), 'timestamptz')}`,
    `occurred_at < ${p.add(new Date(to).toISOString(), 'timestamptz')}`,
  ];
  return { sql: list(columns, ok, where, NEWEST, BOUND), bound: BOUND };
}

/** What is not counted yet. By the primary key: nothing else knows that the latest sequences are few. */
export function uncounted(ground: Ground, columns: readonly string[], p: Parameters): Portion {
  const ok = [...rangeOf(ground, p), ...all(ground, ground.query.where, p).map(anyOf)];
  const where = [...homeOf(ground, p), `sequence > ${p.add(ground.countedTo, 'bigint')}`];
  return { sql: list(columns, ok, where, 'sequence', BOUND), bound: BOUND };
}

/**
 * The newest events, as far as one index leads to them; what else is asked is tried on each. So the work is bounded even if
 * nearly nothing matches.
 */
export function newest(ground: Ground, columns: readonly string[], p: Parameters): Portion {
  if (byWordsAlone(ground.query)) return worded(ground, columns, p);
  const { where } = ground.query;
  const led = leaderOf(where);
  const ok = all(
    ground,
    where.filter((one) => one !== led || isFlag(one)),
    p,
  ).map(anyOf);
  const base = [...homeOf(ground, p), ...rangeOf(ground, p)];
  const alternatives = leadsOf(ground, led, p);
  const lists = alternatives.map((one) => list(columns, ok, [...base, one], NEWEST, BOUND));
  if (lists.length === 1) return { sql: lists[0] as string, bound: BOUND };
  const branches = lists.map((branch) => `(${branch})`).join(' UNION ');
  return { sql: `SELECT * FROM (${branches}) b ORDER BY ${NEWEST} LIMIT ${BOUND + 1}`, bound: BOUND };
}

/** The expression whose index leads: the most selective; else one that a partial index answers. */
function leaderOf(where: readonly Expression[]): Expression | undefined {
  const driver = DRIVERS.find((field) => where.some((one) => driverOf(one) === field));
  if (driver !== undefined) return where.find((one) => driverOf(one) === driver);
  return where.find(isFailure) ?? where.find(isFlag);
}

const isFailure = (one: Expression): boolean =>
  'is' in one && one.field === 'outcome' && one.is !== 'success';
const isFlag = (one: Expression): boolean => 'is' in one && one.field === 'flag';

/** The index of flagged events knows that they are, not how. */
function leadsOf(ground: Ground, led: Expression | undefined, p: Parameters): readonly string[] {
  if (!led) return ['true'];
  return isFlag(led) ? [`flags <> '{}'`] : (all(ground, [led], p)[0] as Condition).alternatives;
}

function worded(ground: Ground, columns: readonly string[], p: Parameters): Portion {
  const { tsquery, others } = wordsOf(ground.query.where);
  const args = [
    tsquery?.(p),
    p.add(ground.scope.homes, 'date[]'),
    p.add(ground.query.from, 'timestamptz'),
    p.add(ground.query.to, 'timestamptz'),
    `'infinity', 0, false`,
    WORD_BOUND + 1,
  ].join(', ');
  const ok = all(ground, others, p).map(anyOf);
  const found = `find_words(${args}) AS f (found_at, found_sequence, found_date)`;
  const on = [...homeOf(ground, p), 'sequence = f.found_sequence', 'expires_on = f.found_date'];
  // OFFSET 0: each is looked up by its key; a join might read all partitions for a few words.
  const sql = `SELECT e.* FROM ${found} CROSS JOIN LATERAL (SELECT ${selected(columns, ok)} FROM events WHERE ${on.join(' AND ')} OFFSET 0) e`;
  return { sql, bound: WORD_BOUND };
}

const all = (ground: Ground, where: readonly Expression[], p: Parameters): Condition[] =>
  conditionsOf(where, ground.scope, p);

const homeOf = ({ scope }: Ground, p: Parameters): string[] => [
  `organization_id = ${p.add(scope.organizationId, 'uuid')}`,
  `expires_on = ANY (${p.add(scope.homes, 'date[]')})`,
];

const rangeOf = ({ query }: Ground, p: Parameters): string[] => [
  `occurred_at >= ${p.add(query.from, 'timestamptz')}`,
  `occurred_at < ${p.add(query.to, 'timestamptz')}`,
];

/** A limit that the planner does not know: so it walks the index in its order and stops, rather than sort what it has found. */
const list = (
  columns: readonly string[],
  ok: readonly string[],
  where: readonly string[],
  order: string,
  bound: number,
): string =>
  `SELECT ${selected(columns, ok)} FROM events WHERE ${where.join(' AND ')} ORDER BY ${order} LIMIT (SELECT ${bound + 1})`;

const selected = (columns: readonly string[], ok: readonly string[]): string =>
  [...columns, 'occurred_at', 'sequence', `(${ok.length > 0 ? ok.join(' AND ') : 'true'}) AS ok`].join(', ');
