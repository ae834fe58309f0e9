import type { PoolClient } from 'pg';
import type { EventQuery } from '../audit.event-query';
import { EVENT_COLUMNS, type EventRow } from '../storage/event-row';
import { anyOf, driverOf } from './conditions';
import { isCountable } from './countable';
import { kindPlaces, type KindPlace, type Way } from './kind-places';
import type { PageRequest, Scope } from './page-request';
import { beyond, conditionsOf } from './page-statement';
import { Parameters } from './sql-text';

const HOUR_MS = 3_600_000;
/** More events than these that are not counted yet, and the counted tables do not help. */
const MOST_UNCOUNTED = 5_000;
/** So many hours of all events are quickly read through; who needs no more is better off without the tables. */
const SHORT_MS = HOUR_MS;
const LARGEST_CHUNK = 2_000;

/**
 * Whether the kinds of events may lead a search, and nothing leads it better: an index of its own, that is, or that of flagged
 * events where only some kinds are excluded.
 */
export function usesKinds({ where }: EventQuery): boolean {
  const drivers = where.map(driverOf).filter((driver) => driver !== null && driver !== 'action');
  const flagged = where.some((one) => 'is' in one && one.field === 'flag');
  const led = where.some((one) => isCountable(one) && !(flagged && 'not' in one));
  return drivers.length === 0 && led && !(where.length === 1 && where.every(isIndexed));
}

const isIndexed = (one: EventQuery['where'][number]): boolean =>
  'is' in one && (one.field === 'action' || (one.field === 'outcome' && one.is !== 'success'));

/**
 * A page of what no index leads to: source, category, operation, type of resource, and pairs of them. The counted tables know the
 * hours, actions and partitions in which such events stand, and only these are read. What is not counted yet is looked through.
 * Null when a list of that kind is as fast in the order of time.
 */
export async function kindPage(
  client: PoolClient,
  scope: Scope,
  query: EventQuery,
  request: PageRequest,
): Promise<EventRow[] | null> {
  const heads = await headsOf(client, scope.organizationId);
  if (heads.last - heads.counted > MOST_UNCOUNTED) return null;
  const wanted = request.limit + 1;
  const found: EventRow[] = [];
  let way = wayOf(query, request, heads);
  for (let full = true; full && found.length < wanted && way.first <= way.last;) {
    const places = await kindPlaces(client, scope, query.where.filter(isCountable), way);
    if (found.length === 0 && isShort(places, wanted, way)) return null;
    found.push(...(await readPlaces(client, scope, query, request, places, heads.counted)));
    full = places.length > 0;
    way = { ...beyondOf(places, way), limit: Math.min(way.limit * 4, LARGEST_CHUNK) };
  }
  if (heads.last > heads.counted)
    found.push(...(await readUncounted(client, scope, query, request, heads.counted)));
  return found.toSorted(orderOf(request)).slice(0, wanted);
}

/** How far the log is counted, and the first and last hour that have a count; milliseconds. */
interface Heads {
  readonly counted: number;
  readonly last: number;
  readonly firstHour: number;
  readonly lastHour: number;
}

async function headsOf(client: PoolClient, organizationId: string): Promise<Heads> {
  const { rows } = await client.query<
    Record<'counted' | 'last', string | null> & Record<'first_hour' | 'last_hour', Date | null>
  >(
    `SELECT h.counted_to AS counted, l.last_sequence AS last,
            (SELECT min(hour) FROM event_counts WHERE organization_id = $1) AS first_hour,
            (SELECT max(hour) FROM event_counts WHERE organization_id = $1) AS last_hour
       FROM log_heads l LEFT JOIN count_heads h ON h.organization_id = l.organization_id WHERE l.organization_id = $1`,
    [organizationId],
  );
  const [row] = rows;
  return {
    counted: Number(row?.counted ?? 0),
    last: Number(row?.last ?? 0),
    firstHour: row?.first_hour?.getTime() ?? 0,
    lastHour: row?.last_hour?.getTime() ?? 0,
  };
}

/** From where the page begins, through the hours that have a count. */
function wayOf({ from, to }: EventQuery, { after, ascending, limit }: PageRequest, heads: Heads): Way {
  const at = after && Date.parse(after.occurredAt);
  const first = Math.max(Date.parse(from), heads.firstHour, ascending && at !== null ? at : heads.firstHour);
  const last = Math.min(Date.parse(to), heads.lastHour, !ascending && at !== null ? at : heads.lastHour);
  const hour = (moment: number): number => Math.floor(moment / HOUR_MS) * HOUR_MS;
  return { first: hour(first), last: hour(last), ascending, limit: limit + 1 };
}

/** Whether a page is found within a short time from where it begins. */
function isShort(places: readonly KindPlace[], wanted: number, { first, last, ascending }: Way): boolean {
  const hours = places.map(({ hour }) => hour);
  if (places.reduce((sum, { n }) => sum + n, 0) < wanted) return false;
  return ascending ? Math.max(...hours) - first <= SHORT_MS : last - Math.min(...hours) <= SHORT_MS;
}

function beyondOf(places: readonly KindPlace[], way: Way): Way {
  const hours = places.map(({ hour }) => hour);
  return way.ascending
    ? { ...way, first: Math.max(way.first, ...hours) + HOUR_MS }
    : { ...way, last: Math.min(way.last, ...hours) - HOUR_MS };
}

/** Each place by the index of its action; what else is asked is tried on its rows. */
async function readPlaces(
  client: PoolClient,
  scope: Scope,
  query: EventQuery,
  request: PageRequest,
  places: readonly KindPlace[],
  counted: number,
): Promise<EventRow[]> {
  if (places.length === 0) return [];
  const p = new Parameters();
  const arrays = arraysOf(places, p);
  const where = [
    `organization_id = ${p.add(scope.organizationId, 'uuid')}`,
    `expires_on = ANY (${p.add([...new Set(places.map(({ expires_on }) => expires_on))], 'date[]')})`,
    'expires_on = r.place_date AND action = r.place_action AND occurred_at >= r.place_from AND occurred_at < r.place_to',
    `coalesce(sequence <= ${p.add(counted, 'bigint')}, false)`,
    ...meantBy(scope, query, request, p),
  ];
  const { order, limit } = tailOf(request, p);
  const { rows } = await client.query<EventRow>(
    `SELECT e.* FROM unnest(${arrays}) AS r (place_action, place_date, place_from, place_to)
      CROSS JOIN LATERAL (SELECT ${EVENT_COLUMNS} FROM events WHERE ${where.join(' AND ')} ${order} ${limit}) e
      ${order} ${limit}`,
    p.values,
  );
  return rows;
}

function arraysOf(places: readonly KindPlace[], p: Parameters): string {
  const columns: [unknown[], string][] = [
    [places.map(({ action }) => action), 'text[]'],
    [places.map(({ expires_on }) => expires_on), 'date[]'],
    [places.map(({ from }) => from.toISOString()), 'timestamptz[]'],
    [places.map(({ to }) => to.toISOString()), 'timestamptz[]'],
  ];
  return columns.map(([values, type]) => p.add(values, type)).join(', ');
}

/** By the primary key, whatever else is asked. */
async function readUncounted(
  client: PoolClient,
  scope: Scope,
  query: EventQuery,
  request: PageRequest,
  counted: number,
): Promise<EventRow[]> {
  const p = new Parameters();
  const where = [
    `organization_id = ${p.add(scope.organizationId, 'uuid')}`,
    `expires_on = ANY (${p.add(scope.homes, 'date[]')})`,
    `sequence > ${p.add(counted, 'bigint')}`,
  ];
  const { order, limit } = tailOf(request, p);
  const { rows } = await client.query<EventRow>(
    `SELECT ${EVENT_COLUMNS} FROM (SELECT * FROM events WHERE ${where.join(' AND ')} ORDER BY sequence LIMIT ${MOST_UNCOUNTED}) e
      WHERE ${meantBy(scope, query, request, p).join(' AND ')} ${order} ${limit}`,
    p.values,
  );
  return rows;
}

const meantBy = (
  scope: Scope,
  { from, to, where }: EventQuery,
  { after, ascending }: PageRequest,
  p: Parameters,
): string[] => [
  `occurred_at >= ${p.add(from, 'timestamptz')}`,
  `occurred_at < ${p.add(to, 'timestamptz')}`,
  ...(after ? [beyond(after, ascending, p)] : []),
  ...conditionsOf(where, scope, p).map((condition) => `coalesce(${anyOf(condition)}, false)`),
];

function tailOf({ ascending, limit }: PageRequest, p: Parameters): { order: string; limit: string } {
  const direction = ascending ? '' : 'DESC';
  return {
    order: `ORDER BY occurred_at ${direction}, sequence ${direction}`,
    limit: `LIMIT ${p.add(limit + 1, 'int')}`,
  };
}

const orderOf =
  ({ ascending }: PageRequest) =>
  (a: EventRow, b: EventRow): number =>
    (ascending ? 1 : -1) *
    (a.occurred_at.getTime() - b.occurred_at.getTime() || Number(a.sequence) - Number(b.sequence));
