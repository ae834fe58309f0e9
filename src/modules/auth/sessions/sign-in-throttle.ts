import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import ipaddr from 'ipaddr.js';
import { DataSource } from 'typeorm';
import { Clock } from '../../../platform/clock/clock';
import { normalizeEmail } from '../../../platform/http/fields';

const WINDOW_MS = 15 * 60_000;

/** Guesses at one account from one address, and from one address at any account, in a quarter of an hour. */
export const SIGN_IN_LIMITS = { account: 10, address: 100 };

export interface Attempt {
  readonly allowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  readonly resetSeconds: number;
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

/**
 * Counts every attempt before it is tried, so that a hundred at once count as a hundred, and takes successes back. The
 * counters are of an account *and* an address: guessing locks out the guesser, never the owner of the account elsewhere.
 */
@Injectable()
export class SignInThrottle {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async take(email: string, ip: string | null): Promise<Attempt> {
    const now = this.clock.now();
    const network = networkOf(ip);
    const [account, address] = [
      keyOf(`account ${normalizeEmail(email)} from ${network}`),
      keyOf(`address ${network}`),
    ];
    const rows: Counter[] = await this.dataSource.query(TAKE, [
      account,
      address,
      new Date(now.getTime() + WINDOW_MS),
      now,
    ]);
    const standings = rows.map((row) =>
      standingOf(row, row.key.equals(account) ? SIGN_IN_LIMITS.account : SIGN_IN_LIMITS.address, now),
    );
    const tightest = standings.reduce((a, b) => (a.remaining <= b.remaining ? a : b));
    return {
      ...tightest,
      allowed: standings.every(({ remaining }) => remaining >= 0),
      remaining: Math.max(0, tightest.remaining),
      forgive: () => this.#forgive(account, address),
    };
  }

  /** Housekeeping: counters whose time is over mean nothing. */
  async forgetOld(): Promise<void> {
    await this.dataSource.query('DELETE FROM sign_in_attempts WHERE expires_at <= $1', [this.clock.now()]);
  }

  async #forgive(account: Buffer, address: Buffer): Promise<void> {
    await this.dataSource.query('DELETE FROM sign_in_attempts WHERE key = $1', [account]);
    await this.dataSource.query(
      'UPDATE sign_in_attempts SET attempts = attempts - 1 WHERE key = $1 AND attempts > 0',
      [address],
    );
  }
}

const keyOf = (text: string): Buffer => hash('sha256', text, 'buffer');

/** Of IPv6 the /64: whoever has one address there has them all. */
function networkOf(ip: string | null): string {
  if (ip === null || !ipaddr.IPv6.isValid(ip) || ipaddr.IPv4.isValid(ip)) return ip ?? 'unknown';
  return ipaddr.IPv6.networkAddressFromCIDR(`${ip}/64`).toNormalizedString();
}

const standingOf = ({ attempts, expires_at }: Counter, limit: number, now: Date) => ({
  limit,
  remaining: limit - attempts,
  resetSeconds: Math.max(1, Math.ceil((expires_at.getTime() - now.getTime()) / 1_000)),
});
