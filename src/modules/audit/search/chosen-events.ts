import type { EventQuery } from '../audit.event-query';

/** The query that finds exactly the events that there are of these; its range is as long as they are apart. */
export function chosenEvents(
  ids: readonly string[],
  moments: ReadonlyMap<string, Date>,
): { query: EventQuery; missing: string[] } {
  const times = [...moments.values()].map((moment) => moment.getTime());
  const found = ids.filter((id) => moments.has(id));
  return {
    query: {
      from: new Date(times.length > 0 ? Math.min(...times) : 0).toISOString(),
      to: new Date(times.length > 0 ? Math.max(...times) + 1 : 0).toISOString(),
      where: [{ any: found.map((is) => ({ field: 'id', is })) }],
    },
    missing: ids.filter((id) => !moments.has(id)),
  };
}
