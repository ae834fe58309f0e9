import {
  COLUMN_FIELDS,
  PRESENCES,
  type ColumnField,
  type EventQuery,
  type Expression,
  type Test,
} from '../../src/modules/audit/audit.event-query';
import type { Random } from '../bench/random';
import * as stock from './random-events';

const DEEPEST = 4;

/** Any range within and around what the log holds, and up to two expressions of any kind. */
export function randomQuery(random: Random): EventQuery {
  const [from, to] = [randomMoment(random), randomMoment(random)].sort() as [string, string];
  const wide = random.chance(0.5);
  return {
    from: wide ? '2026-11-01T00:00:00.000Z' : from,
    to: wide ? '9999-12-31T00:00:00.000Z' : to,
    where: Array.from({ length: random.below(3) }, () => randomExpression(random, 1)),
  };
}

function randomExpression(random: Random, depth: number): Expression {
  if (depth === DEEPEST || random.chance(0.6)) return random.of(TESTS)(random);
  const some = (): Expression[] =>
    Array.from({ length: random.below(4) }, () => randomExpression(random, depth + 1));
  return random.of([
    () => ({ any: some() }),
    () => ({ all: some() }),
    () => ({ not: randomExpression(random, depth + 1) }),
  ])();
}

const TESTS: readonly ((random: Random) => Test)[] = [
  (random) => columnIs(random),
  (random) => columnIs(random),
  (random) => columnBegins(random),
  (random) => ({ field: 'actor', contains: random.of(NAMES) }),
  (random) => ({ field: 'actor', is: random.of(NAMES) }),
  (random) => ({ field: 'ip', within: random.of(NETWORKS) }),
  (random) => ({ field: 'sequence', is: random.below(300) }),
  (random) => ({ field: random.of(['text', 'summary'] as const), words: random.of(WORDS), form: 'all' }),
  (random) => ({ field: random.of(['text', 'summary'] as const), words: random.of(PHRASES), form: 'phrase' }),
  (random) => ({
    field: random.of(['text', 'summary'] as const),
    words: random.of(STEMS),
    form: 'beginning',
  }),
  (random) => ({ field: 'details', ...random.of(DETAILS) }),
  (random) => ({ has: random.of(PRESENCES) }),
  (random) => ({
    from: random.chance(0.3) ? null : randomMoment(random),
    to: random.chance(0.3) ? null : randomMoment(random),
  }),
];

const NAMES = ['jane', 'JANE DOE', 'acme', 'u1', 'жанна', 'ødegård', "o'neil", 'import', 'nobody', 'k1', '@'];
const NETWORKS = [
  ...stock.IPS,
  '10.0.0.0/8',
  '10.0.0.0/24',
  '10.0.0.7/31',
  '0.0.0.0/0',
  '2001:db8::/33',
  '::/0',
  '10.0.0.1/32',
];
const WORDS = ['opened', 'OPENED chart', 'jane', 'École', 'жанна', '患者', 'مريض', 'nothing', '!', 'o neil'];
const PHRASES = ['opened the', 'the opened', 'Jane Doe', "O'Neil", 'seven c7', 'chart', 'doe jane', '?'];
const STEMS = ['op', 'ÉC', 'жан', 'c', 'c7', "o'n", '-', 'jane@acme', '', ' '];
const DETAILS = [
  { path: ['plan'], is: 'pro' },
  { path: ['plan'], is: 'null' },
  { path: ['seats'], is: '3' },
  { path: ['nested', 'deep'], is: 'true' },
  { path: ['nested', 'list', '1'], is: 'b' },
  { path: ['odd key'], is: "it's" },
  { path: ['nested', 'none'], is: '' },
];

/** `flag`, `id` and `reported_by` have no beginnings. */
const BEGUN = COLUMN_FIELDS.filter((field) => !['flag', 'id', 'reported_by'].includes(field));

function columnIs(random: Random): Test {
  const field = random.of(COLUMN_FIELDS);
  return { field, is: random.of(VALUES[field]) };
}

function columnBegins(random: Random): Test {
  const field = random.of(BEGUN);
  const value = random.of(VALUES[field]);
  return { field, begins: value.slice(0, random.below(value.length + 1)) };
}

/** Values of each field: those that occur, and one that does not. */
const VALUES: Record<ColumnField, readonly string[]> = {
  id: [stock.idOf(1), stock.idOf(17), 'no uuid'],
  source: [...stock.SOURCES, 'billing'],
  action: [...stock.ACTIONS, 'member'],
  operation: ['create', 'read', 'update', 'delete'],
  category: ['administration', 'authentication', 'settings'],
  outcome: ['success', 'failure', 'denied'],
  actor_type: ['user', 'system', 'anonymous', 'api_key', 'support'],
  actor_role: ['owner', 'admin', 'member', 'viewer'],
  resource_type: ['member', 'chart', 'patient', 'door'],
  resource_id: ['m1', 'c7', 'c77', 'p1', 'x'],
  subject_type: ['patient', 'person'],
  subject_id: ['p1', 'p2', 'p'],
  session_id: ['s1', 's2', 's3'],
  request_id: ['r1', 'r2', 'r'],
  reported_by: [...stock.KEYS, 'nobody'],
  flag: [...stock.FLAGS, 'bulk_change'],
};

const randomMoment = (random: Random): string =>
  new Date(stock.FIRST_DAY + random.below(stock.DAYS * 86_400) * 1_000).toISOString();
