import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock/clock';
import { FileStore } from '../../platform/files/file-store';
import { Log } from '../../platform/log/log';
import { JobQueue } from '../../platform/queue/job-queue';
import { UnitOfWork } from '../audit/audit.unit-of-work';
import { folderOf } from './building/export-builder';
import { exportActions } from './exports.actions';
import { buildExport } from './exports.jobs';
import type { ExportRow } from './storage/export-row';

const BATCH = 100;

const WAITING = `SELECT id FROM exports WHERE organization_id = $1
  AND (state = 'pending' OR (state = 'running' AND lease_until < clock_timestamp())) ORDER BY id LIMIT ${BATCH}`;
const EXPIRED = `SELECT id FROM exports WHERE organization_id = $1 AND state = 'finished' AND expires_at <= $2 ORDER BY id LIMIT ${BATCH}`;
const EXPIRE = `UPDATE exports SET state = 'expired' WHERE organization_id = $1 AND id = $2 AND state = 'finished'`;
const LEFT_FILES = `SELECT id FROM exports WHERE organization_id = $1 AND has_files AND state IN ('failed', 'cancelled', 'expired') ORDER BY id LIMIT ${BATCH}`;

/** What a sweep did. */
export interface Swept {
  readonly enqueued: number;
  readonly expired: number;
  readonly cleared: number;
}

/** Another sweep was faster; nothing is recorded twice. */
class Beaten extends Error {}

/** Finds what was left lying: rows without a worker, files past their day, and what failed or cancelled exports left. */
@Injectable()
export class ExportSweeper {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly queue: JobQueue,
    private readonly files: FileStore,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Safe to run beside another one. Stops after a batch of organizations; the next sweep goes on. */
  async sweep(signal?: AbortSignal): Promise<Swept> {
    const total = { enqueued: 0, expired: 0, cleared: 0 };
    const due = (await this.dataSource.query('SELECT organizations_with_exports_due($1, $2) AS id', [
      this.clock.now(),
      BATCH,
    ])) as { id: string }[];
    for (const { id } of due) {
      if (signal?.aborted) break;
      total.enqueued += await this.#each(id, WAITING, [], (row) =>
        this.queue.enqueue(buildExport, { organizationId: id, id: row }),
      );
      total.expired += await this.#each(id, EXPIRED, [this.clock.now()], (row) => this.#expire(id, row));
      total.cleared += await this.#each(id, LEFT_FILES, [], (row) => this.#clear(id, row));
    }
    return total;
  }

  async #each(
    organizationId: string,
    sql: string,
    values: unknown[],
    work: (id: string) => Promise<void>,
  ): Promise<number> {
    const rows = await this.unitOfWork.run<Pick<ExportRow, 'id'>[]>(organizationId, (manager) =>
      manager.query(sql, [organizationId, ...values]),
    );
    let done = 0;
    for (const { id } of rows) {
      try {
        await work(id);
        done++;
      } catch (error) {
        // Files that cannot be reached keep nobody else waiting.
        this.log.warn({ error, organization_id: organizationId, export_id: id }, 'an export is swept later');
      }
    }
    return done;
  }

  /** The row says it first, so that nobody is offered a file that goes. */
  async #expire(organizationId: string, id: string): Promise<void> {
    const expired = this.unitOfWork.systemChange(
      organizationId,
      exportActions['export.expired'],
      async (manager) => {
        const [, changed] = (await manager.query(EXPIRE, [organizationId, id])) as [unknown, number];
        if (changed === 0) throw new Beaten();
        return { result: undefined, event: { resource: { type: 'export', id } } };
      },
    );
    await expired.catch((error: unknown) => {
      if (!(error instanceof Beaten)) throw error;
    });
  }

  /** A cancelled worker may still be at its last part: it deletes its own draft when it notices. */
  async #clear(organizationId: string, id: string): Promise<void> {
    await this.files.clear(folderOf(organizationId, id));
    await this.unitOfWork.run(organizationId, (manager) =>
      manager.query('UPDATE exports SET has_files = false WHERE organization_id = $1 AND id = $2', [
        organizationId,
        id,
      ]),
    );
  }
}
