import type { ActivityProfile, RoleChange } from '../activity.contract';
import { during, inHomes, Values } from '../counting/sql';
import type { Frame } from '../people/frames';
import type { Person } from '../people/person';
import { instant } from './present';
import { usualWeeks } from './usual-hours';

const MOST_ADDRESSES = 10;
const MOST_ROLES = 100;

/** From where somebody works, by the eight weeks up to the end of the range. */
export async function usualAddresses(frame: Frame): Promise<ActivityProfile['usual']['addresses']> {
  const { log, circle } = frame;
  const weeks = usualWeeks(frame);
  const v = new Values();
  const { rows } = await log.client.query<{ ip: string; events: number; first_at: Date; last_at: Date }>(
    `SELECT host(ip) AS ip, count(*)::int AS events, min(occurred_at) AS first_at, max(occurred_at) AS last_at FROM events
      WHERE ${inHomes(log, weeks, v)} AND ${during('occurred_at', weeks, v)} AND actor_key = ANY (${v.add(circle.keys, 'uuid[]')}) AND ip IS NOT NULL
      GROUP BY ip ORDER BY count(*) DESC, ip LIMIT ${MOST_ADDRESSES}`,
    v.list,
  );
  return rows.map((row) => ({ ...row, first_at: instant(row.first_at), last_at: instant(row.last_at) }));
}

interface RoleRow {
  readonly id: string;
  readonly occurred_at: Date;
  readonly before: string | null;
  readonly after: string | null;
  readonly by: string | null;
}

/** As an organization's own role is called now; built-in ones, and those that are gone, by their ids. */
const roleAt = (side: 'before' | 'after'): string => `coalesce((SELECT r.name FROM roles r
  WHERE r.organization_id = events.organization_id AND r.id::text = content::jsonb #>> '{changes,${side},role}'),
  content::jsonb #>> '{changes,${side},role}')`;

/** How a member came to their role, as the log tells it, newest first. */
export async function rolesOf({ log }: Frame, { member, keys }: Person): Promise<RoleChange[]> {
  if (!member) return [];
  const v = new Values();
  const columns = `id, sequence, occurred_at, ${roleAt('before')} AS before,
    ${roleAt('after')} AS after, actor::jsonb #>> '{actor,name}' AS by`;
  const success = `${inHomes(log, null, v)} AND outcome = 'success'`;
  const { rows } = await log.client.query<RoleRow>(
    `SELECT * FROM (
       SELECT ${columns} FROM events
        WHERE ${success} AND resource_type = 'member' AND resource_id = ${v.add(member.member_id, 'text')} AND action = 'member.role_changed'
       UNION ALL
       SELECT ${columns} FROM events
        WHERE ${success} AND action = 'invitation.accepted' AND actor_key = ANY (${v.add(keys, 'uuid[]')})) AS changes
      ORDER BY occurred_at DESC, sequence DESC LIMIT ${MOST_ROLES}`,
    v.list,
  );
  return rows.map(({ id, occurred_at, before, after, by }) => ({
    at: instant(occurred_at),
    from: before,
    to: after,
    by,
    event_id: id,
  }));
}
