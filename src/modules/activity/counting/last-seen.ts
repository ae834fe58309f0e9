import type { LogSnapshot } from '../../audit/audit.snapshot';
import { inHomes, Values } from './sql';

export interface LastSeen {
  readonly actor_key: string;
  readonly at: Date | null;
}

/** The last activity of each identity, ever. */
export const lastActivity = (log: LogSnapshot, keys: readonly string[]): Promise<LastSeen[]> =>
  lastOf(log, keys, { column: 'last_at', days: 'true', events: 'true' });

/** The last successful sign-in of each identity, here or in a host product. */
export const lastSignIn = (log: LogSnapshot, keys: readonly string[]): Promise<LastSeen[]> =>
  lastOf(log, keys, {
    column: 'signed_in_at',
    days: `category = 'authentication' AND signed_in_at IS NOT NULL`,
    events: 'is_sign_in(action, operation, category, outcome)',
  });

interface Which {
  readonly column: string;
  readonly days: string;
  readonly events: string;
}

/** From its last counted day that has one, and from what came after the counting: two short looks for each identity, one for all. */
async function lastOf(log: LogSnapshot, keys: readonly string[], which: Which): Promise<LastSeen[]> {
  const { column, days, events } = which;
  const v = new Values();
  const asked = v.add(keys, 'uuid[]');
  const ofActor = `${inHomes(log, null, v)} AND actor_key = asked.key AND ${days}`;
  const { rows } = await log.client.query<LastSeen>(
    `WITH tail AS MATERIALIZED (
       SELECT actor_key, max(occurred_at) AS at FROM events
        WHERE ${inHomes(log, null, v)} AND sequence > ${v.add(log.countedTo, 'bigint')} AND actor_key = ANY (${asked}) AND ${events}
        GROUP BY actor_key)
     SELECT asked.key AS actor_key, greatest(counted.at, tail.at) AS at
       FROM unnest(${asked}) AS asked (key)
       LEFT JOIN LATERAL (
         SELECT max(${column}) AS at FROM event_actor_days
          WHERE ${ofActor} AND day = (SELECT day FROM event_actor_days WHERE ${ofActor} ORDER BY day DESC LIMIT 1)) AS counted ON true
       LEFT JOIN tail ON tail.actor_key = asked.key`,
    v.list,
  );
  return rows;
}
