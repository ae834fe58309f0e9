import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock, MINUTE_MS } from '../../../platform/clock/clock';
import { networkOf } from '../../../platform/http/client-address';
import { LOCK_LIMITS, SignInLocks } from '../auth.sign-in-locks';

const WINDOW_MS = 15 * MINUTE_MS;

/** Wrong passwords of strangers in a quarter of an hour: from one network at any account, and of all the world. */
export const SIGN_IN_LIMITS = { network: 100, everybody: 5_000 };

export interface Attempt {
  readonly allowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  /** Until there is room again; null when only a reset of the password helps. */
  readonly resetSeconds: number | null;
  /** Undoes the count once the password has been proven. */
  forgive(): Promise<void>;
}

interface Counter {
  readonly key: Buffer;
  readonly attempts: number;
  readonly expires_at: Date;
}

const TAKE = `INSERT INTO sign_in_attempts AS a (key, attempts, expires_at) VALUES ($1, 1, $3), ($2, 1, $3)
  ON CONFLICT (key) DO UPDATE SET
    attempts = CASE WHEN a.expires_at <= $4 THEN 1 ELSE least(a.attempts, 1000000) + 1 END,
    expires_at = CASE WHEN a.expires_at <= $4 THEN excluded.expires_at ELSE a.expires_at END
  RETURNING key, attempts, expires_at`;

const EVERYBODY = hash('sha256', 'everybody', 'buffer');

/**
 * Counts every attempt before it is tried, so that a hundred at once count as a hundred, and takes successes back. Strangers are
 * counted by account, network and altogether; a known device only by itself, whatever strangers do (security.md, failure limits).
 */
@Injectable()
export class SignInThrottle {
  constructor(
    private readonly dataSource: DataSource,
    private readonly locks: SignInLocks,
    private readonly clock: Clock,
  ) {}

  /** `device` names one that has signed in to this account before, and may be believed; null for a stranger. */
  async take(email: string, ip: string | null, device: string | null): Promise<Attempt> {
    const network = hash('sha256', `address ${networkOf(ip)}`, 'buffer');
    const forgive = (): Promise<void> => this.#forgive(email, network, device);
    if (device === null) {
      const crowd = await this.#count(network);
      if (crowd.remaining < 0) return { ...crowd, allowed: false, remaining: 0, forgive };
    }
    const { allowed, remaining, waitSeconds } = await this.locks.take(email, device);
    return {
      allowed,
      limit: LOCK_LIMITS.locked,
      remaining,
      resetSeconds: allowed ? WINDOW_MS / 1_000 : waitSeconds,
      forgive,
    };
  }

  /** Housekeeping: counters whose time is over mean nothing. */
  async forgetOld(): Promise<void> {
    await this.dataSource.query('DELETE FROM sign_in_attempts WHERE expires_at <= $1', [this.clock.now()]);
    await this.locks.forgetOld();
  }

  /** The tighter of the two counters. In one order, so that two never wait for each other in a circle. */
  async #count(network: Buffer): Promise<Pick<Attempt, 'limit' | 'remaining' | 'resetSeconds'>> {
    const now = this.clock.now();
    const ends = new Date(now.getTime() + WINDOW_MS);
    const rows: Counter[] = await this.dataSource.query(TAKE, [network, EVERYBODY, ends, now]);
    const standings = rows.map((row) => standingOf(row, now));
    return standings.reduce((a, b) => (a.remaining <= b.remaining ? a : b));
  }

  async #forgive(email: string, network: Buffer, device: string | null): Promise<void> {
    await this.locks.forgive(email, device);
    if (device !== null) return;
    await this.dataSource.query(
      'UPDATE sign_in_attempts SET attempts = attempts - 1 WHERE key = ANY ($1) AND attempts > 0',
      [[network, EVERYBODY]],
    );
  }
}

function standingOf({ key, attempts, expires_at }: Counter, now: Date) {
  const limit = key.equals(EVERYBODY) ? SIGN_IN_LIMITS.everybody : SIGN_IN_LIMITS.network;
  const resetSeconds = Math.max(1, Math.ceil((expires_at.getTime() - now.getTime()) / 1_000));
  return { limit, remaining: limit - attempts, resetSeconds };
}
