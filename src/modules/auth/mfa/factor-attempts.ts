import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../../../platform/clock/clock';
import { DaybookError, forbidden } from '../../../platform/errors/daybook-error';

const WINDOW_MS = 15 * 60_000;

/** Failures that are evaluated in a quarter of an hour, and in a row ever (security.md A9; NIST SP 800-63B-4 caps at 100). */
export const FACTOR_LIMITS = { recent: 5, consecutive: 50 };

export type GuessedFactor = 'totp' | 'recovery_code';

/** One attempt that may be evaluated. */
export interface Turn {
  /** This is the last one for now, or for ever: its failure is worth a mail. */
  readonly last: boolean;
  readonly disables: boolean;
  /** It was right. */
  forgive(): Promise<void>;
}

const TAKE = `INSERT INTO factor_attempts AS a (account_id, factor, recent, window_ends_at, consecutive) VALUES ($1, $2, 1, $3, 1)
  ON CONFLICT (account_id, factor) DO UPDATE SET
    recent = CASE WHEN a.window_ends_at <= $4 THEN 1 ELSE a.recent + 1 END,
    window_ends_at = CASE WHEN a.window_ends_at <= $4 THEN excluded.window_ends_at ELSE a.window_ends_at END,
    consecutive = a.consecutive + 1
  WHERE a.consecutive < $6 AND (a.window_ends_at <= $4 OR a.recent < $5)
  RETURNING recent, consecutive`;

interface Counter {
  readonly recent: number;
  readonly consecutive: number;
}

/**
 * Counts every attempt before it is evaluated, by account and factor, whatever the session or address (A9); success takes
 * its own count back, and ends the row of failures, but not those of the quarter of an hour.
 */
@Injectable()
export class FactorAttempts {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** @throws DaybookError `factor.throttled`, `factor.disabled` */
  async take(accountId: string, factor: GuessedFactor): Promise<Turn> {
    const now = this.clock.now();
    const [taken]: Counter[] = await this.dataSource.query(TAKE, [
      accountId,
      factor,
      new Date(now.getTime() + WINDOW_MS),
      now,
      FACTOR_LIMITS.recent,
      FACTOR_LIMITS.consecutive,
    ]);
    if (!taken) throw await this.#refusal(accountId, factor, now);
    return {
      last: taken.recent === FACTOR_LIMITS.recent,
      disables: taken.consecutive === FACTOR_LIMITS.consecutive,
      forgive: () => this.#forgive(accountId, factor),
    };
  }

  /** Another authenticator begins without the failures of the one before. */
  async forget(manager: EntityManager, accountId: string, factor: GuessedFactor): Promise<void> {
    await manager.query('DELETE FROM factor_attempts WHERE account_id = $1 AND factor = $2', [
      accountId,
      factor,
    ]);
  }

  async #forgive(accountId: string, factor: GuessedFactor): Promise<void> {
    await this.dataSource.query(
      'UPDATE factor_attempts SET recent = greatest(recent - 1, 0), consecutive = 0 WHERE account_id = $1 AND factor = $2',
      [accountId, factor],
    );
  }

  async #refusal(accountId: string, factor: GuessedFactor, now: Date): Promise<DaybookError> {
    const [row]: (Counter & { window_ends_at: Date })[] = await this.dataSource.query(
      'SELECT recent, consecutive, window_ends_at FROM factor_attempts WHERE account_id = $1 AND factor = $2',
      [accountId, factor],
    );
    if (row && row.consecutive >= FACTOR_LIMITS.consecutive) return disabled();
    const seconds = row ? Math.ceil((row.window_ends_at.getTime() - now.getTime()) / 1_000) : 1;
    return throttled(Math.max(1, seconds));
  }
}

const throttled = (retryAfterSeconds: number): DaybookError =>
  new DaybookError(
    'throttled',
    'factor.throttled',
    'Too many wrong codes for this account. Wait, or use another factor.',
    { retryAfterSeconds },
  );

const disabled = (): DaybookError =>
  forbidden(
    'factor.disabled',
    'This factor was disabled after too many wrong codes. Use another one, or ask an Owner to reset your factors.',
  );
