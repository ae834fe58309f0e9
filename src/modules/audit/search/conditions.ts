import type { EventQuery } from '../audit.event-query';
import { ipRange } from './ip-range';
import { afterPrefix, type Parameters } from './sql-text';

/** A test on one column that an index may answer: `values` are alternatives, one of which must hold. */
export interface Condition {
  readonly field: string;
  /** One SQL text for each alternative. */
  readonly alternatives: readonly string[];
}

/** Fields whose index is led by their column: a search may be driven by them, the most selective first. */
export const DRIVERS: readonly string[] = ['subject_id', 'resource_id', 'ip', 'actor', 'action'];

/**
 * The filters of a query as SQL. Only equality and ranges on the columns: under row-level security nothing else reaches an
 * index (design.md, "The write path"). `actorKeys` are the identities that `query.actor` names.
 */
export function conditionsOf(
  query: EventQuery,
  actorKeys: readonly string[] | null,
  p: Parameters,
): Condition[] {
  const matching = (field: TextField, test: (value: string) => string): Condition[] =>
    query[field] ? [{ field, alternatives: query[field].map(test) }] : [];
  const equal = (field: TextField): Condition[] => matching(field, (value) => `${field} = ${p.add(value)}`);
  const sifted = (field: TextField): Condition[] => matching(field, (value) => sift(field, p.add(value)));
  return [
    ...sifted('source'),
    ...(query.action
      ? [{ field: 'action', alternatives: query.action.map((action) => actionIs(action, p)) }]
      : []),
    ...sifted('operation'),
    ...sifted('category'),
    ...outcomeIs(query, p),
    ...(actorKeys ? [actorIs(actorKeys, p)] : []),
    ...(query.ip ? [{ field: 'ip', alternatives: query.ip.map((ip) => ipIs(ip, p)) }] : []),
    ...(query.resource_id ? equal('resource_type') : sifted('resource_type')),
    ...equal('resource_id'),
    ...equal('subject_id'),
    ...(query.flag
      ? [{ field: 'flag', alternatives: [`(flags <> '{}' AND flags && ${p.add(query.flag, 'text[]')})`] }]
      : []),
  ];
}

type TextField = 'source' | 'operation' | 'category' | 'resource_type' | 'resource_id' | 'subject_id';

/**
 * A filter that no index answers. Of `=`, the planner guesses how many rows pass, far too few when filters go together
 * (source and category), and then reads and sorts the whole range; of COALESCE it expects half, and so reads in the order of
 * the list and stops when the page is full.
 */
const sift = (column: string, placeholder: string): string => `coalesce(${column} = ${placeholder}, false)`;

function actionIs(action: string, p: Parameters): string {
  if (!action.endsWith('*')) return `action = ${p.add(action)}`;
  const prefix = action.slice(0, -1);
  return `(action >= ${p.add(prefix)} AND action < ${p.add(afterPrefix(prefix))})`;
}

/** The partial index on outcomes holds what is not success; saying so lets it be used. */
function outcomeIs({ outcome }: EventQuery, p: Parameters): Condition[] {
  if (!outcome) return [];
  return [
    {
      field: 'outcome',
      alternatives: outcome.map((value) =>
        value === 'success' ? `outcome = 'success'` : `(outcome <> 'success' AND outcome = ${p.add(value)})`,
      ),
    },
  ];
}

const MOST_BRANCHES = 16;

function actorIs(keys: readonly string[], p: Parameters): Condition {
  if (keys.length === 0) return { field: 'actor', alternatives: ['false'] };
  if (keys.length > MOST_BRANCHES)
    return { field: 'actors', alternatives: [`actor_key = ANY (${p.add(keys, 'uuid[]')})`] };
  return { field: 'actor', alternatives: keys.map((key) => `actor_key = ${p.add(key, 'uuid')}`) };
}

function ipIs(ip: string, p: Parameters): string {
  const [first, last] = ipRange(ip) ?? ['', ''];
  return first === last
    ? `ip = ${p.add(first, 'inet')}`
    : `(ip >= ${p.add(first, 'inet')} AND ip <= ${p.add(last, 'inet')})`;
}

export const anyOf = ({ alternatives }: Condition): string =>
  alternatives.length === 1 ? (alternatives[0] as string) : `(${alternatives.join(' OR ')})`;
