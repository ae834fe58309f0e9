import { Inject, Injectable } from '@nestjs/common';
import { JOB_POOL } from '../../../platform/database/database.tokens';
import type { DatabasePool } from '../../../platform/database/pools';
import { loadPolicy, type Query } from '../policy/load-policy';
import { ARCHIVE_FIELDS, type ArchiveRow } from './archive-row';
import type { WrittenArchive } from './archive-file';

const SAVE = `INSERT INTO archives (organization_id, expires_on, file, events, first_sequence, last_sequence, bytes, sha256, archived_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  ON CONFLICT (organization_id, expires_on) DO UPDATE
    SET file = excluded.file, events = excluded.events, first_sequence = excluded.first_sequence, last_sequence = excluded.last_sequence,
        bytes = excluded.bytes, sha256 = excluded.sha256, archived_at = excluded.archived_at, deleted_at = NULL`;

/** Until the purge is complete, the events are in the log, and the file may still be written anew. */
const COMPLETE = `FROM archives a JOIN purges p ON p.organization_id = a.organization_id AND p.expires_on = a.expires_on
  WHERE a.organization_id = $1 AND p.purged_at IS NOT NULL`;

/** The table `archives`. */
@Injectable()
export class ArchiveStore {
  constructor(@Inject(JOB_POOL) private readonly pool: DatabasePool) {}

  wanted(organizationId: string): Promise<boolean> {
    return this.#run(organizationId, async (query) => (await loadPolicy(query, organizationId)).archive);
  }

  save(organizationId: string, date: string, archive: WrittenArchive, now: Date): Promise<void> {
    const { file, events, firstSequence, lastSequence, bytes, sha256 } = archive;
    return this.#run(
      organizationId,
      async (query) =>
        void (await query(SAVE, [
          organizationId,
          date,
          file,
          events,
          firstSequence,
          lastSequence,
          bytes,
          sha256,
          now,
        ])),
    );
  }

  /** Forgets what an unfinished purge wrote. Returns whether there was something. */
  forget(organizationId: string, date: string): Promise<boolean> {
    return this.#run(organizationId, async (query) => {
      const rows = await query(
        'DELETE FROM archives WHERE organization_id = $1 AND expires_on = $2 RETURNING expires_on',
        [organizationId, date],
      );
      return rows.length > 0;
    });
  }

  /** The latest date first; `edge` is the SQL of a bound on `a.expires_on`, with $2 as its value if it has one. */
  page(
    organizationId: string,
    {
      edge,
      order,
      take,
    }: { edge: { sql: string; value: string } | null; order: 'ASC' | 'DESC'; take: number },
  ): Promise<ArchiveRow[]> {
    const bound = edge ? `AND ${edge.sql}` : '';
    return this.#run(organizationId, async (query) => {
      const rows = await query(
        `SELECT ${ARCHIVE_FIELDS} ${COMPLETE} ${bound} ORDER BY a.expires_on ${order} LIMIT ${take}`,
        [organizationId, ...(edge ? [edge.value] : [])],
      );
      return rows as unknown as ArchiveRow[];
    });
  }

  async one(organizationId: string, date: string): Promise<ArchiveRow | undefined> {
    const edge = { sql: 'a.expires_on = $2::date', value: date };
    const [row] = await this.page(organizationId, { edge, order: 'DESC', take: 1 });
    return row;
  }

  #run<T>(organizationId: string, work: (query: Query) => Promise<T>): Promise<T> {
    return this.pool.inOrganization(organizationId, (client) =>
      work(
        async (sql, values) =>
          (await client.query(sql, values as unknown[])).rows as Record<string, unknown>[],
      ),
    );
  }
}
