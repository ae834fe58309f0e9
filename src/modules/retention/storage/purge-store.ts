import { Inject, Injectable } from '@nestjs/common';
import { JOB_POOL } from '../../../platform/database/database.tokens';
import type { DatabasePool } from '../../../platform/database/pools';
import { alone } from '../../../platform/schedule/alone';
import type { Range } from '../purge/ranges';

export interface DueDate {
  readonly date: string;
  /** An earlier run has announced its purge. */
  readonly begun: boolean;
}

export type DropResult = 'dropped' | 'changed' | 'gone';

/** The functions of the database that a purge is made of (migrations 1795200000220 to 250). */
@Injectable()
export class PurgeStore {
  constructor(@Inject(JOB_POOL) private readonly pool: DatabasePool) {}

  /** Undefined when another process is at it. */
  alone<T>(work: () => Promise<T>): Promise<T | undefined> {
    return alone(this.pool, 'daybook.purge', work);
  }

  async dates(today: string): Promise<DueDate[]> {
    return this.#rows<{ date: string; begun: boolean }>(
      'SELECT expires_on::text AS date, begun FROM dates_to_purge($1)',
      [today],
    );
  }

  async organizations(date: string): Promise<string[]> {
    const rows = await this.#rows<{ organization_id: string }>(
      'SELECT organization_id FROM organizations_to_purge($1)',
      [date],
    );
    return rows.map((row) => row.organization_id);
  }

  async unfinished(): Promise<{ organizationId: string; date: string }[]> {
    return this.#rows(
      'SELECT organization_id AS "organizationId", expires_on::text AS date FROM unfinished_purges()',
    );
  }

  async fingerprint(date: string): Promise<string> {
    const [row] = await this.#rows<{ fingerprint: string }>('SELECT purge_fingerprint($1) AS fingerprint', [
      date,
    ]);
    return row?.fingerprint ?? '';
  }

  /** @throws SQLSTATE 55P03 when it did not get its locks within 100 ms. */
  async drop(date: string, fingerprint: string): Promise<DropResult> {
    const [row] = await this.#rows<{ result: DropResult }>('SELECT drop_events_partition($1, $2) AS result', [
      date,
      fingerprint,
    ]);
    return row?.result as DropResult;
  }

  async reset(organizationId: string, date: string): Promise<void> {
    await this.pool.inOrganization(organizationId, (client) =>
      client.query('SELECT reset_purge($1)', [date]),
    );
  }

  /** Stretches of consecutive sequences whose leaf hashes are kept, in order; neighbours are not joined yet. */
  leaves(organizationId: string, date: string): Promise<Range[]> {
    return this.pool.inOrganization(organizationId, async (client) => {
      const { rows } = await client.query<{ first: string; last: string }>(
        'SELECT first_sequence AS first, last_sequence AS last FROM purged_leaves WHERE organization_id = $1 AND expires_on = $2 ORDER BY first_sequence',
        [organizationId, date],
      );
      return rows.map(({ first, last }): Range => [Number(first), Number(last)]);
    });
  }

  /** The next batch of identities after a key: deletes those that no event has any more. */
  forgetActors(
    organizationId: string,
    after: string,
    batch: number,
  ): Promise<{ lastKey: string | null; examined: number; forgotten: number }> {
    return this.pool.inOrganization(organizationId, async (client) => {
      const { rows } = await client.query(
        'SELECT last_key AS "lastKey", examined, forgotten FROM forget_actors($1, $2)',
        [after, batch],
      );
      return rows[0] as { lastKey: string | null; examined: number; forgotten: number };
    });
  }

  /** Deletes counts of a dropped date, at most `limit` rows. Returns how many; nobody is shown them any more. */
  forgetCounts(organizationId: string, date: string, limit: number): Promise<number> {
    return this.pool.inOrganization(organizationId, async (client) => {
      const { rows } = await client.query('SELECT forget_counts($1, $2) AS forgotten', [date, limit]);
      return (rows[0] as { forgotten: number }).forgotten;
    });
  }

  #rows<T>(sql: string, values: unknown[] = []): Promise<T[]> {
    return this.pool.use(async (client) => (await client.query(sql, values)).rows as T[]);
  }
}
