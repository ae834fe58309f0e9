import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { FactorType } from '../../../platform/context/assurance';
import { conflict } from '../../../platform/errors/daybook-error';
import { Clock } from '../../../platform/clock/clock';
import { Accounts } from '../auth.accounts';
import { hasFactor, mustHaveFactor } from './factor-policy';

/** Which factors accounts have. */
@Injectable()
export class EnrolledFactors {
  constructor(
    private readonly dataSource: DataSource,
    private readonly accounts: Accounts,
    private readonly clock: Clock,
  ) {}

  of(accountId: string): Promise<FactorType[]> {
    return factorsOf(this.dataSource, accountId);
  }

  /** Changes to the factors of one account wait for each other. */
  async lock(manager: EntityManager, accountId: string): Promise<void> {
    await manager.query('SELECT id FROM accounts WHERE id = $1 FOR UPDATE', [accountId]);
  }

  /**
   * After a removal, in its transaction: nobody gives up the last factor that some organization asks of them; and recovery
   * codes stand in for factors, so they go with the last. @throws DaybookError `factor.still_required`
   */
  async settleRemoval(manager: EntityManager, accountId: string): Promise<void> {
    if (hasFactor(await factorsOf(manager, accountId))) return;
    const now = this.clock.now();
    const memberships = await this.accounts.memberships(accountId);
    if (memberships.some((membership) => mustHaveFactor(membership, now))) throw stillRequired();
    await manager.query('DELETE FROM recovery_codes WHERE account_id = $1', [accountId]);
  }

  /** All of an account's factors, in a transaction: somebody has lost them. */
  async forget(manager: EntityManager, accountId: string): Promise<void> {
    await this.lock(manager, accountId);
    for (const table of ['totp_authenticators', 'passkeys', 'recovery_codes', 'factor_attempts'])
      await manager.query(`DELETE FROM ${table} WHERE account_id = $1`, [accountId]);
  }
}

async function factorsOf(connection: Pick<EntityManager, 'query'>, accountId: string): Promise<FactorType[]> {
  const [row] = (await connection.query('SELECT factors_of_account($1) AS factors', [accountId])) as {
    factors: FactorType[];
  }[];
  return row?.factors ?? [];
}

const stillRequired = (): Error =>
  conflict(
    'factor.still_required',
    'This is your only second factor, and your role or organization asks for one. Enrol another first.',
  );
