import type { LogSnapshot } from '../../audit/audit.snapshot';
import { deviceName } from '../../auth/auth.device-name';
import type { ActivitySession } from '../activity.contract';
import { during, inHomes, Values } from '../counting/sql';
import { instant } from '../figures/present';
import type { Range } from '../time/range';

interface SessionRow {
  readonly id: string;
  readonly started_at: Date;
  readonly ended_at: Date;
  readonly events: number;
  readonly ip: string | null;
  readonly user_agent: string | null;
}

interface Which {
  readonly keys: readonly string[];
  readonly range: Range;
  readonly category?: string | null;
  /** Null: the newest. */
  readonly ids: readonly string[] | null;
  readonly limit: number;
}

/** Sessions of some identities as a range and a category show them, the one that ended last first. */
export async function sessionsOf(
  log: LogSnapshot,
  { keys, range, category = null, ids, limit }: Which,
): Promise<ActivitySession[]> {
  const v = new Values();
  const own = [
    inHomes(log, range, v),
    `actor_key = ANY (${v.add(keys, 'uuid[]')})`,
    during('occurred_at', range, v),
    'session_id IS NOT NULL',
    ...(category === null ? [] : [`category = ${v.add(category, 'text')}`]),
  ].join(' AND ');
  const asked = ids === null ? '' : ` AND session_id = ANY (${v.add(ids, 'text[]')})`;
  const { rows } = await log.client.query<SessionRow>(
    `WITH found AS (
       SELECT session_id AS id, min(occurred_at) AS started_at, max(occurred_at) AS ended_at, count(*)::int AS events
         FROM events WHERE ${own}${asked} GROUP BY session_id ORDER BY max(occurred_at) DESC, session_id LIMIT ${v.add(limit, 'int')})
     SELECT found.*, last.ip, last.user_agent FROM found LEFT JOIN LATERAL (
       SELECT host(ip) AS ip, context::jsonb ->> 'user_agent' AS user_agent FROM events
        WHERE ${own} AND session_id = found.id ORDER BY occurred_at DESC, sequence DESC LIMIT 1) AS last ON true
      ORDER BY ended_at DESC, id`,
    v.list,
  );
  return rows.map(({ user_agent, started_at, ended_at, ...row }) => ({
    ...row,
    started_at: instant(started_at),
    ended_at: instant(ended_at),
    device: deviceName(user_agent),
  }));
}
