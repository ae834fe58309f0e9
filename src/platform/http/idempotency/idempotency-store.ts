import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock, DAY_MS } from '../../clock/clock';
import { enterOrganization } from '../../database/tenant';

/** A first try that has said nothing for so long has died: the key is free again. */
const IN_FLIGHT_MS = 60_000;

/** A key belongs to whoever sent it: nobody gets an answer that was another's. */
export interface KeyOwner {
  readonly organizationId: string;
  readonly holderId: string;
  readonly key: string;
}

export type Claim =
  | { readonly state: 'first'; readonly attemptId: string }
  | {
      readonly state: 'known';
      readonly requestHash: Buffer;
      readonly status: number | null;
      readonly answer: string | null;
    };

interface Row {
  readonly request_hash: Buffer;
  readonly status: number | null;
  readonly answer: string | null;
}

const CLAIM = `INSERT INTO idempotency_keys AS k (organization_id, holder_id, key, attempt_id, request_hash, expires_at)
  VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (organization_id, holder_id, key) DO UPDATE
    SET attempt_id = excluded.attempt_id, request_hash = excluded.request_hash, status = NULL, answer = NULL, expires_at = excluded.expires_at
    WHERE k.expires_at <= $7
  RETURNING attempt_id`;

const OURS = 'organization_id = $1 AND holder_id = $2 AND key = $3';

/** The first answers to requests with an `Idempotency-Key`, for a day. */
@Injectable()
export class IdempotencyStore {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Whoever is first has the key; the others learn how far the first has come. */
  claim(owner: KeyOwner, requestHash: Buffer): Promise<Claim> {
    const now = this.clock.now();
    const attemptId = uuidv7();
    const until = new Date(now.getTime() + IN_FLIGHT_MS);
    return this.#in(owner, async (manager, ours) => {
      const claimed: unknown[] = await manager.query(CLAIM, [...ours, attemptId, requestHash, until, now]);
      if (claimed.length > 0) return { state: 'first', attemptId };
      const [row]: Row[] = await manager.query(
        `SELECT request_hash, status, answer FROM idempotency_keys WHERE ${OURS}`,
        ours,
      );
      return {
        state: 'known',
        requestHash: row?.request_hash ?? requestHash,
        status: row?.status ?? null,
        answer: row?.answer ?? null,
      };
    });
  }

  async keep(owner: KeyOwner, attemptId: string, status: number, answer: string | null): Promise<void> {
    const until = new Date(this.clock.now().getTime() + DAY_MS);
    await this.#in(owner, (manager, ours) =>
      manager.query(
        `UPDATE idempotency_keys SET status = $4, answer = $5, expires_at = $6 WHERE ${OURS} AND attempt_id = $7`,
        [...ours, status, answer, until, attemptId],
      ),
    );
  }

  /** The first try failed: the next may begin at once. */
  async release(owner: KeyOwner, attemptId: string): Promise<void> {
    await this.#in(owner, (manager, ours) =>
      manager.query(`DELETE FROM idempotency_keys WHERE ${OURS} AND attempt_id = $4`, [...ours, attemptId]),
    );
  }

  /** Housekeeping; returns how many were forgotten. */
  async forgetOld(): Promise<number> {
    const [row]: { count: string }[] = await this.dataSource.query(
      'SELECT forget_idempotency_keys($1) AS count',
      [this.clock.now()],
    );
    return Number(row?.count ?? 0);
  }

  #in<T>(
    { organizationId, holderId, key }: KeyOwner,
    work: (manager: EntityManager, ours: string[]) => Promise<T>,
  ): Promise<T> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query(enterOrganization(organizationId));
      return work(manager, [organizationId, holderId, key]);
    });
  }
}
