import type { EntityManager } from 'typeorm';
import type { FactorType } from '../../platform/context/assurance';

/** Which kinds of factors accounts have; never what proves them. */
export async function factorsOfAccounts(
  manager: EntityManager,
  accountIds: readonly string[],
): Promise<Map<string, FactorType[]>> {
  const rows: { id: string; factors: FactorType[] }[] = await manager.query(
    'SELECT id, factors_of_account(id) AS factors FROM unnest($1::uuid[]) AS id',
    [accountIds],
  );
  return new Map(rows.map(({ id, factors }) => [id, factors]));
}

/** When the factors of members are taken away, by account id; only of those for whom an Owner asked for it. */
export async function factorResetsDue(
  manager: EntityManager,
  organizationId: string,
  accountIds: readonly string[],
): Promise<Map<string, Date>> {
  const rows: { id: string; due_at: Date }[] = await manager.query(
    `SELECT account_id AS id, due_at FROM factor_resets
      WHERE organization_id = $1 AND account_id = ANY ($2) AND cancelled_at IS NULL AND done_at IS NULL`,
    [organizationId, accountIds],
  );
  return new Map(rows.map(({ id, due_at }) => [id, due_at]));
}
