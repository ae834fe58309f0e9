import type { EntityManager } from 'typeorm';
import { conflict } from '../../../platform/errors/daybook-error';
import type { CustomRole } from './role.entity';

const NAMED = 5;

const USERS = `
  SELECT a.name AS who FROM members m JOIN accounts a ON a.id = m.account_id
   WHERE m.organization_id = $1 AND m.role = $2
  UNION ALL
  SELECT 'the invitation of ' || i.email FROM invitations i
   WHERE i.organization_id = $1 AND i.role = $2 AND i.accepted_at IS NULL AND i.expires_at > $3`;

/**
 * The organization is locked, so nobody is given the role meanwhile; an invitation under way holds it until it is accepted.
 * @throws DaybookError `role.in_use`, which says by whom.
 */
export async function requireUnused(
  manager: EntityManager,
  { organizationId, id, name }: CustomRole,
  now: Date,
): Promise<void> {
  const users: { who: string }[] = await manager.query(USERS, [organizationId, id, now]);
  if (users.length === 0) return;
  const named = users.slice(0, NAMED).map(({ who }) => who);
  const others = users.length > NAMED ? ` and ${users.length - NAMED} more` : '';
  throw conflict(
    'role.in_use',
    `The role ${name} is in use by ${named.join(', ')}${others}. Give them another role first.`,
  );
}
