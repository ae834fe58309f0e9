import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock/clock';
import { normalizeEmail } from '../../platform/http/fields';

/** Wrong passwords in a row: from when each costs a delay that doubles, from when 30 minutes, and when only a reset helps. */
export const LOCK_LIMITS = { delayed: 5, locked: 10, most: 100 };

/**
 * Counted before the password is looked at: at once it is as if it had been wrong. Where nothing delays yet, times are not
 * compared: of two sign-ins at once, the one that read the clock first may come second.
 */
const TAKE = `INSERT INTO sign_in_failures AS f (key, account_key, failures, blocked_until, expires_at)
    VALUES ($1, $2, 1, $3::timestamptz, $3::timestamptz + interval '1 day')
  ON CONFLICT (key) DO UPDATE SET
    failures = f.failures + 1,
    blocked_until = $3::timestamptz + CASE
      WHEN f.failures + 1 < ${LOCK_LIMITS.delayed} THEN interval '0'
      WHEN f.failures + 1 < ${LOCK_LIMITS.locked} THEN interval '10 seconds' * 2 ^ (f.failures + 1 - ${LOCK_LIMITS.delayed})
      ELSE interval '30 minutes' END,
    expires_at = CASE
      WHEN f.failures + 1 < ${LOCK_LIMITS.delayed} THEN $3::timestamptz + interval '1 day'
      WHEN f.failures + 1 < ${LOCK_LIMITS.most} THEN $3::timestamptz + interval '30 days'
      ELSE 'infinity' END
  WHERE (f.failures < ${LOCK_LIMITS.delayed} OR f.blocked_until <= $3) AND f.failures < ${LOCK_LIMITS.most}
  RETURNING failures`;

interface Row {
  readonly failures: number;
  readonly blocked_until: Date;
}

/** Whether one more password may be looked at. */
export interface LockTurn {
  readonly allowed: boolean;
  /** Wrong passwords left until the account is locked. */
  readonly remaining: number;
  /** Until the next one may be tried; null for never. */
  readonly waitSeconds: number | null;
}

/**
 * Wrong passwords in a row, by account over all addresses (PCI DSS 8.3.4, NIST SP 800-63B-4 §3.2.2). Strangers share one count;
 * each device that has signed in before has its own, so that no stranger can lock its owner out. Accounts that do not exist
 * are counted, delayed and locked as well.
 */
@Injectable()
export class SignInLocks {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** `device` names one that is known; null for strangers. */
  async take(email: string, device: string | null): Promise<LockTurn> {
    const now = this.clock.now();
    const key = keyOf(email, device);
    const [taken]: Row[] = await this.dataSource.query(TAKE, [key, accountKeyOf(email), now]);
    if (taken)
      return { allowed: true, remaining: Math.max(0, LOCK_LIMITS.locked - taken.failures), waitSeconds: 0 };
    const [row]: Row[] = await this.dataSource.query(
      'SELECT failures, blocked_until FROM sign_in_failures WHERE key = $1',
      [key],
    );
    return { allowed: false, remaining: 0, waitSeconds: row ? waitOf(row, now) : 1 };
  }

  /** The password was right. */
  async forgive(email: string, device: string | null): Promise<void> {
    await this.dataSource.query('DELETE FROM sign_in_failures WHERE key = $1', [keyOf(email, device)]);
  }

  /** All locks of an account, in a transaction: its password was replaced, or an Owner vouches for its holder. */
  async lift(manager: EntityManager, email: string): Promise<void> {
    await manager.query('DELETE FROM sign_in_failures WHERE account_key = $1', [accountKeyOf(email)]);
  }

  /** Which of these addresses too many wrong passwords keep out, whether strangers or a device that is known. */
  async lockedAmong(manager: EntityManager, emails: readonly string[]): Promise<ReadonlySet<string>> {
    const keys = emails.map(accountKeyOf);
    const rows: { place: number }[] = await manager.query(
      `SELECT DISTINCT k.place::int AS place FROM unnest($1::bytea[]) WITH ORDINALITY AS k (account_key, place)
         JOIN sign_in_failures f ON f.account_key = k.account_key
        WHERE f.failures >= ${LOCK_LIMITS.most} OR (f.failures >= ${LOCK_LIMITS.locked} AND f.blocked_until > $2)`,
      [keys, this.clock.now()],
    );
    return new Set(rows.flatMap(({ place }) => emails[place - 1] ?? []));
  }

  /** Housekeeping. */
  async forgetOld(): Promise<void> {
    await this.dataSource.query('DELETE FROM sign_in_failures WHERE expires_at <= $1', [this.clock.now()]);
  }
}

const accountKeyOf = (email: string): Buffer => hash('sha256', `account ${normalizeEmail(email)}`, 'buffer');

const keyOf = (email: string, device: string | null): Buffer =>
  hash('sha256', `account ${normalizeEmail(email)} with ${device ?? 'a stranger'}`, 'buffer');

const waitOf = ({ failures, blocked_until }: Row, now: Date): number | null =>
  failures >= LOCK_LIMITS.most
    ? null
    : Math.max(1, Math.ceil((blocked_until.getTime() - now.getTime()) / 1_000));
