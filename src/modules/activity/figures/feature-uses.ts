import type { LogSnapshot } from '../../audit/audit.snapshot';
import { ACTIVITY_TYPES, actionsOf, findType, typeOf, type ActivityType, type Kind } from '../activity.types';
import { during, inHomes, Values } from '../counting/sql';
import type { Circle } from '../people/circle';
import type { Span } from '../time/zone-clock';

/** What one identity did with one feature in one span. */
export interface FeatureUse {
  /** The id of a feature, or a type. */
  readonly feature: string;
  readonly kind: 'feature' | 'type';
  readonly actor_key: string;
  readonly span: number;
  readonly n: number;
}

/** Uses of features by their ids: events whose resource is a feature, whatever their action. */
export async function usesOfFeatures(
  log: LogSnapshot,
  circle: Circle,
  spans: readonly Span[],
  feature: string | undefined,
): Promise<FeatureUse[]> {
  const v = new Values();
  const { where, spanOf } = usesIn(log, circle, spans, v);
  const one = feature === undefined ? 'resource_id IS NOT NULL' : `resource_id = ${v.add(feature, 'text')}`;
  const { rows } = await log.client.query<Omit<FeatureUse, 'kind'>>(
    `SELECT resource_id AS feature, actor_key, ${spanOf} AS span, count(*)::int AS n FROM events
      WHERE ${where} AND resource_type = 'feature' AND ${one} AND outcome = 'success' GROUP BY 1, 2, 3`,
    v.list,
  );
  return rows.map((row) => ({ ...row, kind: 'feature' }));
}

/** Uses by S0's types: those of feature usage, or the one that is asked for. */
export async function usesOfTypes(
  log: LogSnapshot,
  circle: Circle,
  spans: readonly Span[],
  feature: string | undefined,
): Promise<FeatureUse[]> {
  const types = typesAsked(feature);
  if (types.length === 0) return [];
  const v = new Values();
  const { where, spanOf } = usesIn(log, circle, spans, v);
  const header = 'action, operation, category, outcome';
  const actions = v.add([...new Set(types.flatMap(actionsOf))], 'text[]');
  const { rows } = await log.client.query<Kind & Omit<FeatureUse, 'kind' | 'feature'>>(
    `SELECT ${header}, actor_key, ${spanOf} AS span, count(*)::int AS n FROM events
      WHERE ${where} AND action = ANY (${actions}) GROUP BY ${header}, actor_key, span`,
    v.list,
  );
  return rows.flatMap(({ actor_key, span, n, ...kind }) => {
    const type = types.find((one) => one.type === typeOf(kind))?.type;
    return type === undefined ? [] : [{ feature: type, kind: 'type' as const, actor_key, span, n }];
  });
}

export function typesAsked(feature: string | undefined): readonly ActivityType[] {
  if (feature === undefined) return ACTIVITY_TYPES.filter(({ category }) => category === 'feature_usage');
  const type = findType(feature);
  return type ? [type] : [];
}

function usesIn(
  log: LogSnapshot,
  { keys }: Circle,
  spans: readonly Span[],
  v: Values,
): { where: string; spanOf: string } {
  const range = { from: spans[0]?.from ?? 0, to: spans.at(-1)?.to ?? 0 };
  const starts = v.add(
    spans.map(({ from }) => new Date(from)),
    'timestamptz[]',
  );
  const among = keys === null ? `actor_type = 'user'` : `actor_key = ANY (${v.add(keys, 'uuid[]')})`;
  return {
    where: `${inHomes(log, range, v)} AND ${during('occurred_at', range, v)} AND ${among}`,
    spanOf: `width_bucket(occurred_at, ${starts}) - 1`,
  };
}

/** What features were last called. */
export async function namesOf(log: LogSnapshot, features: readonly string[]): Promise<Map<string, string>> {
  const v = new Values();
  const { rows } = await log.client.query<{ id: string; name: string | null }>(
    `SELECT asked.id, last.name FROM unnest(${v.add(features, 'text[]')}) AS asked (id), LATERAL (
       SELECT target::jsonb #>> '{resource,name}' AS name FROM events
        WHERE ${inHomes(log, null, v)} AND resource_type = 'feature' AND resource_id = asked.id
        ORDER BY occurred_at DESC, sequence DESC LIMIT 1) AS last`,
    v.list,
  );
  return new Map(rows.flatMap(({ id, name }) => (name === null ? [] : [[id, name] as const])));
}
