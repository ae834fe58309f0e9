import type { ColumnField, Expression, Present, Test } from '../audit.event-query';
import { ipRange } from './ip-range';
import type { Actors } from './page-request';
import { afterPrefix, type Parameters } from './sql-text';
import { tsqueryOf } from './words';

/** What must hold, as alternatives of which one is enough. `driver`: whether an index may answer each of them. */
export interface Condition {
  readonly driver: string | null;
  readonly alternatives: readonly string[];
}

/** Fields whose index is led by their column: a search may be driven by them, the most selective first. */
export const DRIVERS = [
  'sequence',
  'id',
  'request_id',
  'subject_id',
  'resource_id',
  'session_id',
  'ip',
  'actor',
  'action',
] as const;

/** What else the SQL of an expression depends on. */
export interface Terms {
  readonly p: Parameters;
  readonly organizationId: string;
  readonly actors: Actors;
  /** Whether resources are asked for by their ids, too. */
  readonly byResource: boolean;
}

/**
 * One of a query's expressions as SQL. Only equality and ranges on the columns reach an index under row-level security
 * (design.md, "The write path"); everything else is tried on the rows that these narrow down.
 */
export function conditionOf(expression: Expression, terms: Terms): Condition {
  const driver = driverOf(expression);
  if (driver !== null) return { driver, alternatives: alternativesOf(expression, terms) };
  const sql = sqlOf(expression, terms);
  return { driver, alternatives: [helpsAnIndex(expression, terms) ? sql : sifted(sql)] };
}

/** Partial indexes hold what is flagged and what failed; the index on resources begins with their type. */
function helpsAnIndex(expression: Expression, terms: Terms): boolean {
  if ('any' in expression) return expression.any.every((one) => helpsAnIndex(one, terms));
  if (!('is' in expression)) return false;
  const { field } = expression;
  return field === 'outcome' || field === 'flag' || (field === 'resource_type' && terms.byResource);
}

/** The field that can drive a search for the expression; of alternatives the least selective, null if one of them cannot. */
export function driverOf(expression: Expression): string | null {
  if ('any' in expression) {
    const ranks = expression.any.map((one) => rankOf(driverOf(one)));
    return ranks.includes(-1) ? null : (DRIVERS[Math.max(...ranks)] ?? null);
  }
  if ('all' in expression) {
    const ranks = expression.all.map((one) => rankOf(driverOf(one))).filter((rank) => rank >= 0);
    return DRIVERS[Math.min(...ranks)] ?? null;
  }
  return 'field' in expression && rankOf(expression.field) >= 0 ? expression.field : null;
}

const rankOf = (field: string | null): number => (DRIVERS as readonly (string | null)[]).indexOf(field);

function alternativesOf(expression: Expression, terms: Terms): string[] {
  if ('any' in expression) {
    const [ids, others] = idsOf(expression.any);
    return [...idIn(ids, terms), ...others.flatMap((one) => alternativesOf(one, terms))];
  }
  if ('field' in expression && expression.field === 'actor') return actorIs(expression, terms);
  return [sqlOf(expression, terms)];
}

/** The ids among alternatives, and all else. */
function idsOf(alternatives: readonly Expression[]): [ids: string[], others: Expression[]] {
  const ids = alternatives.flatMap((one) => (isId(one) ? [one.is] : []));
  return [ids, alternatives.filter((one) => !isId(one))];
}

const isId = (one: Expression): one is Extract<Test, { is: string }> =>
  'field' in one && one.field === 'id' && 'is' in one;

/** Events that were picked one by one are looked up as one set. */
function idIn(ids: readonly string[], { p }: Terms): string[] {
  const known = ids.filter((id) => UUID.test(id));
  if (ids.length === 0) return [];
  return [known.length === 0 ? 'false' : `id = ANY (${p.add(known, 'uuid[]')})`];
}

/**
 * A filter that no index answers. Of `=`, the planner guesses how many rows pass, far too few when filters go together
 * (source and category), and then reads and sorts the whole range; of COALESCE it expects half, and so reads in the order of
 * the list and stops when the page is full.
 */
const sifted = (sql: string): string => `coalesce(${sql}, false)`;

function sqlOf(expression: Expression, terms: Terms): string {
  if ('any' in expression) return anySql(expression.any, terms);
  if ('all' in expression) return joined(expression.all, ' AND ', 'true', terms);
  if ('not' in expression) return `(${sqlOf(expression.not, terms)}) IS NOT TRUE`;
  return testSql(expression, terms);
}

function anySql(alternatives: readonly Expression[], terms: Terms): string {
  const [ids, others] = idsOf(alternatives);
  const all = [...idIn(ids, terms), ...others.map((one) => sqlOf(one, terms))];
  return all.length === 0 ? 'false' : `(${all.join(' OR ')})`;
}

function joined(expressions: readonly Expression[], operator: string, none: string, terms: Terms): string {
  if (expressions.length === 0) return none;
  return `(${expressions.map((one) => sqlOf(one, terms)).join(operator)})`;
}

function testSql(test: Test, terms: Terms): string {
  const { p } = terms;
  if ('has' in test) return PRESENT[test.has];
  if ('within' in test) return ipIs(test.within, p);
  if ('words' in test) return wordsSql(test, p);
  if ('path' in test)
    return `content::jsonb #>> ${p.add(['details', ...test.path], 'text[]')} = ${p.add(test.is)}`;
  if ('from' in test) return timeSql(test, p);
  if ('begins' in test) return beginsSql(test.field, test.begins, p);
  if (test.field === 'actor') return `(${actorIs(test, terms).join(' OR ')})`;
  if (test.field === 'sequence') return `sequence = ${p.add(test.is, 'bigint')}`;
  return equalSql(test.field, test.is, p);
}

/** The partial index on outcomes holds what is not success; saying so lets it be used. */
function equalSql(field: ColumnField, value: string, p: Parameters): string {
  if (field === 'flag') return `(flags <> '{}' AND flags && ${p.add([value], 'text[]')})`;
  if (field === 'id' || field === 'reported_by') return uuidSql(field, value, p);
  if (field !== 'outcome') return `${field} = ${p.add(value)}`;
  return value === 'success' ? `outcome = 'success'` : `(outcome <> 'success' AND outcome = ${p.add(value)})`;
}

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
const uuidSql = (field: string, value: string, p: Parameters): string =>
  UUID.test(value) ? `${field} = ${p.add(value, 'uuid')}` : 'false';

function beginsSql(field: ColumnField, prefix: string, p: Parameters): string {
  if (field === 'flag' || field === 'id' || field === 'reported_by')
    throw new Error(`the beginning of ${field} cannot be asked for`);
  return `(${field} >= ${p.add(prefix)} AND ${field} < ${p.add(afterPrefix(prefix))})`;
}

const MOST_BRANCHES = 16;

/** Few identities are looked up one by one, many as a set; too many to name are asked for where they stand. */
function actorIs(test: Extract<Test, { field: 'actor' }>, { p, organizationId, actors }: Terms): string[] {
  const keys = actors.get(actorTestKey(test));
  if (keys === undefined)
    return [
      `actor_key IN (SELECT key FROM event_actors WHERE organization_id = ${p.add(organizationId, 'uuid')} AND ${identitySql(test, p)})`,
    ];
  if (keys.length === 0) return ['false'];
  if (keys.length > MOST_BRANCHES) return [`actor_key = ANY (${p.add(keys, 'uuid[]')})`];
  return keys.map((key) => `actor_key = ${p.add(key, 'uuid')}`);
}

/** On a row of `event_actors`. */
export function identitySql(test: Extract<Test, { field: 'actor' }>, p: Parameters): string {
  if ('contains' in test) return `strpos(folded, lower(${p.add(test.contains)})) > 0`;
  const value = p.add(test.is);
  return `lower(${value}) IN (lower(id), lower(email), lower(name))`;
}

export const actorTestKey = (test: Extract<Test, { field: 'actor' }>): string => JSON.stringify(test);

function ipIs(ip: string, p: Parameters): string {
  const [first, last] = ipRange(ip) ?? ['', ''];
  return first === last
    ? `ip = ${p.add(first, 'inet')}`
    : `(ip >= ${p.add(first, 'inet')} AND ip <= ${p.add(last, 'inet')})`;
}

function wordsSql(test: Extract<Test, { words: string }>, p: Parameters): string {
  const text = test.field === 'text' ? 'search_text' : `split_part(search_text, E'\\n', 1)`;
  return `to_tsvector('simple'::regconfig, ${text}) @@ ${tsqueryOf(test, p)}`;
}

function timeSql({ from, to }: Extract<Test, { to: string | null }>, p: Parameters): string {
  const sides = [
    ...(from === null ? [] : [`occurred_at >= ${p.add(from, 'timestamptz')}`]),
    ...(to === null ? [] : [`occurred_at < ${p.add(to, 'timestamptz')}`]),
  ];
  return sides.length === 0 ? 'true' : `(${sides.join(' AND ')})`;
}

const PRESENT: Record<Present, string> = {
  resource: 'resource_id IS NOT NULL',
  subject: 'subject_id IS NOT NULL',
  ip: 'ip IS NOT NULL',
  session: 'session_id IS NOT NULL',
  request: 'request_id IS NOT NULL',
  category: 'category IS NOT NULL',
  flag: `flags <> '{}'`,
  reported_by: 'reported_by IS NOT NULL',
  changes: `jsonb_exists(content::jsonb, 'changes')`,
  details: `jsonb_exists(content::jsonb, 'details')`,
};

export const anyOf = ({ alternatives }: Condition): string =>
  alternatives.length === 1 ? (alternatives[0] as string) : `(${alternatives.join(' OR ')})`;
