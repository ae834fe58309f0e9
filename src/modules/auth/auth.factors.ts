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
