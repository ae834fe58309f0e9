import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Inject } from '@nestjs/common';
import { JOB_POOL } from '../../platform/database/database.tokens';
import type { DatabasePool } from '../../platform/database/pools';
import { FileStore } from '../../platform/files/file-store';
import { alone } from '../../platform/schedule/alone';
import { deadlineOf } from '../../platform/schedule/housekeeping';
import { DeletionSteps } from './deletion/deletion-steps';
import { TenantRows } from './deletion/tenant-rows';

const TIME_LIMIT_MS = 3_600_000;
/** Where files of an organization lie, by its id. */
const FOLDERS = ['exports', 'archives', 'scheduled'];

/** Deletes the organizations whose time has come. Any number of processes may call it: one works. */
@Injectable()
export class OrganizationDeletions {
  constructor(
    @Inject(JOB_POOL) private readonly pool: DatabasePool,
    private readonly dataSource: DataSource,
    private readonly steps: DeletionSteps,
    private readonly rows: TenantRows,
    private readonly files: FileStore,
  ) {}

  /** Returns how many were deleted. A crash between any two steps is made good by the next run. */
  async run(signal?: AbortSignal): Promise<number> {
    const limited = deadlineOf({ batch: 1, timeLimitMs: TIME_LIMIT_MS, ...(signal ? { signal } : {}) });
    return (await alone(this.pool, 'daybook.organization_deletions', () => this.#work(limited))) ?? 0;
  }

  async #work(signal: AbortSignal): Promise<number> {
    const due: { organization_id: string; state: string }[] = await this.dataSource.query(
      'SELECT organization_id, state FROM organizations_to_delete()',
    );
    let count = 0;
    for (const { organization_id: id, state } of due) {
      if (signal.aborted) break;
      const begun = state === 'running' || (await this.steps.begin(id));
      if (begun && (await this.#delete(id, signal))) count += 1;
    }
    return count;
  }

  async #delete(id: string, signal: AbortSignal): Promise<boolean> {
    const rows = await this.rows.deleteAll(id, signal);
    for (const folder of FOLDERS) await this.files.clear(`${folder}/${id}`);
    return this.steps.end(id, rows);
  }
}
