import type { LogSnapshot } from '../../audit/audit.snapshot';
import { peopleOf, type Identity, type MemberFacts, type Person } from './person';

const MEMBERS = `
  SELECT m.id AS member_id, m.account_id, a.name, a.email, m.role, coalesce(r.name, m.role) AS role_name, m.created_at AS joined_at,
         coalesce(t.teams, '[]') AS teams
    FROM members m
    JOIN accounts a ON a.id = m.account_id
    LEFT JOIN roles r ON r.organization_id = m.organization_id AND r.id::text = m.role
    LEFT JOIN LATERAL (
      SELECT json_agg(json_build_object('id', t.id, 'name', t.name, 'lead', tm.lead) ORDER BY lower(t.name)) AS teams
        FROM team_members tm JOIN teams t ON t.organization_id = tm.organization_id AND t.id = tm.team_id
       WHERE tm.organization_id = m.organization_id AND tm.member_id = m.id) t ON true
   WHERE m.organization_id = $1 ORDER BY m.id`;

/** Everybody whom the log knows, and every member. */
export async function rosterOf({ client, organizationId }: LogSnapshot): Promise<Person[]> {
  const { rows: identities } = await client.query<Identity>(
    `SELECT key, id, email, name FROM event_actors WHERE organization_id = $1 AND type = 'user' ORDER BY key`,
    [organizationId],
  );
  const { rows: members } = await client.query<MemberFacts>(MEMBERS, [organizationId]);
  return peopleOf(identities, members);
}
