import type { EventFacet, EventFacets, FacetField, WireCount } from '../audit.counts.contract';
import type { Parameters } from '../search/sql-text';
import { countedActors, type CountedActors } from './counted-actors';
import { countedKinds, countedSlices } from './counted';
import { portionsOf, sampleOf, type Sample, type Values } from './facet-sample';
import type { Ground } from './ground';
import { raggedOf, wholeOf } from './histogram';
import { identitiesOf } from './identities';
import { fragment, uncounted } from './portions';

/** The fields that the counted tables know for any countable query. */
const KIND_FIELDS = ['source', 'action', 'outcome', 'resource_type', 'category'] as const;
type KindField = (typeof KIND_FIELDS)[number];
const isKindField = (field: FacetField): field is KindField =>
  (KIND_FIELDS as readonly FacetField[]).includes(field);

/** The values of one field, before the most frequent are chosen. */
interface Drawer {
  readonly field: FacetField;
  readonly values: Values;
  readonly approximate: boolean;
  /** Events whose value is not among `values`. */
  readonly beyond?: number;
}

export async function facetsOf(
  ground: Ground,
  fields: readonly FacetField[],
  limit: number,
): Promise<EventFacets> {
  if (ground.scope.homes.length === 0)
    return present(ground, { count: 0, approximate: false }, empty(fields), limit);
  return ground.rest.length === 0 ? counted(ground, fields, limit) : sampled(ground, fields, limit);
}

const empty = (fields: readonly FacetField[]): Drawer[] =>
  fields.map((field) => ({ field, values: new Map(), approximate: false }));

/** What the tables know comes from them; for the rest the newest events are read. */
async function counted(ground: Ground, fields: readonly FacetField[], limit: number): Promise<EventFacets> {
  const known = await kindsOf(ground);
  const byDays = fields.includes('actor') ? await countedActors(ground, limit) : null;
  const sampledFields = fields.filter((field) => !isKindField(field) && !(field === 'actor' && byDays));
  const sample = sampledFields.length > 0 ? await sampleOf(ground, sampledFields) : null;
  const drawers = fields.map((field): Drawer => {
    if (isKindField(field))
      return { field, values: known.values.get(field) as Values, approximate: known.total.approximate };
    if (field === 'actor' && byDays) return actorsOf(byDays, known.total.count);
    return scaled(field, sample as Sample, known.total.count);
  });
  return present(ground, known.total, drawers, limit);
}

/** Everything by the kind of the events: whole quarters from the tables, the rest from the events. */
async function kindsOf(ground: Ground): Promise<{ total: WireCount; values: Map<FacetField, Values> }> {
  const [first, last] = wholeOf(ground);
  const portions = raggedOf(ground).map(
    ([from, to]) =>
      (columns: readonly string[], p: Parameters) =>
        fragment(ground, columns, from, to, p),
  );
  const [kinds, samples] = await Promise.all([
    countedKinds(ground, first, last),
    portionsOf(ground, KIND_FIELDS, [
      ...portions,
      ...(ground.head > ground.countedTo
        ? [(columns: readonly string[], p: Parameters) => uncounted(ground, columns, p)]
        : []),
    ]),
  ]);
  const values = new Map(KIND_FIELDS.map((field): [FacetField, Values] => [field, new Map()]));
  for (const [field, known] of values) {
    for (const kind of kinds) add(known, kind[field as KindField], kind.n);
    for (const sample of samples) sample.values.get(field)?.forEach((n, value) => add(known, value, n));
  }
  const count = [...kinds.map(({ n }) => n), ...samples.map(({ matched }) => matched)].reduce(
    (a, b) => a + b,
    0,
  );
  return { total: { count, approximate: samples.some(({ more }) => more) }, values };
}

const add = (values: Values, value: string | null, n: number): void => {
  values.set(value, (values.get(value) ?? 0) + n);
};

/** What was not read of the people goes like what was. */
function actorsOf({ values, beyond, total }: CountedActors, known: number): Drawer {
  if (total === known || total === 0) return { field: 'actor', values, beyond, approximate: total !== known };
  const share = (n: number): number => Math.round((n * known) / total);
  const scaledValues = new Map([...values].map(([value, n]) => [value, share(n)]));
  return { field: 'actor', values: scaledValues, beyond: share(beyond), approximate: true };
}

/** What matched among the newest, blown up to the whole where that is not all. */
function scaled(field: FacetField, { values, matched, more }: Sample, total: number): Drawer {
  const known = values.get(field) as Values;
  if (!more || matched === 0) return { field, values: known, approximate: more };
  const factor = Math.max(1, total / matched);
  return {
    field,
    values: new Map([...known].map(([value, n]) => [value, Math.round(n * factor)])),
    approximate: true,
  };
}

async function sampled(ground: Ground, fields: readonly FacetField[], limit: number): Promise<EventFacets> {
  const sample = await sampleOf(ground, fields);
  const total = { count: sample.matched + (await olderThan(ground, sample)), approximate: sample.more };
  return present(
    ground,
    total,
    fields.map((field) => scaled(field, sample, total.count)),
    limit,
  );
}

/** About how many match among the events that were not read: as many of the countable ones as among those that were. */
async function olderThan(ground: Ground, { matched, more, oldest }: Sample): Promise<number> {
  if (!more || oldest === null) return 0;
  const slices = await countedSlices(ground, 'NULL::text', ground.from, ground.to, [oldest]);
  let [older, newer] = [0, 0];
  for (const { from, to, n } of slices) {
    const share = Math.min(1, Math.max(0, (oldest - from) / (to - from)));
    older += n * share;
    newer += n * (1 - share);
  }
  return newer > 0 ? Math.round(older * Math.min(1, matched / newer)) : 0;
}

async function present(
  ground: Ground,
  total: WireCount,
  drawers: readonly Drawer[],
  limit: number,
): Promise<EventFacets> {
  const facets = drawers.map((drawer) => facetOf(drawer, limit));
  const keys = facets.flatMap(({ field, values }) =>
    field === 'actor' ? values.map(({ value }) => value) : [],
  );
  if (keys.length === 0) return { total, facets };
  const identities = await identitiesOf(ground, keys);
  const named = (facet: EventFacet): EventFacet => ({
    ...facet,
    values: facet.values.map((one) => ({ ...one, actor: identities.get(one.value ?? '') ?? null })),
  });
  return { total, facets: facets.map((facet) => (facet.field === 'actor' ? named(facet) : facet)) };
}

function facetOf({ field, values, approximate, beyond = 0 }: Drawer, limit: number): EventFacet {
  const sorted = [...values].toSorted(([a, n], [b, m]) => m - n || ((a ?? '') < (b ?? '') ? -1 : 1));
  const other = sorted.slice(limit).reduce((sum, [, n]) => sum + n, beyond);
  return {
    field,
    values: sorted.slice(0, limit).map(([value, count]) => ({ value, count })),
    other,
    approximate,
  };
}
