import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v4 as uuidv4 } from 'uuid';
import { Clock, DAY_MS } from '../../../platform/clock/clock';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { Anchors } from '../../integrity/integrity.anchors';
import type { Part } from '../building/part-tally';
import { exportActions } from '../exports.actions';
import type { ExportRow, KeptCheckpoint } from './export-row';

const KEPT_DAYS = 7;

/** One worker's right to build one export; `id` is in the names of its files. */
export interface Attempt {
  readonly id: string;
  readonly row: ExportRow;
}

/** How far an attempt has come, durably. */
export interface Progress {
  readonly position: number;
  readonly rows: number;
  readonly bytes: number;
  readonly draft: string;
  /** JSON: what the writers need to go on behind it. */
  readonly state: string;
}

/** What came of it: `bytes` and `sha256` (hex) of the whole file. */
export interface Published {
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
}

/** The attempt is not ours any more: the export was cancelled, or the lease ran out and another worker took over. */
export class AttemptLost extends Error {
  constructor() {
    super('another worker has this export, or it was cancelled');
  }
}

const MINE = `organization_id = $1 AND id = $2 AND attempt = $3 AND state = 'running'`;
const LEASE = `clock_timestamp() + $4::int * interval '1 millisecond'`;

/**
 * Who builds an export, by a lease in its row: two workers with the same job do no harm. Every write is a compare-and-set on
 * the attempt, so a worker that was thought dead writes nothing more. The lease counts by the database's clock.
 */
@Injectable()
export class ExportAttempts {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly anchors: Anchors,
    private readonly clock: Clock,
  ) {}

  /** Null when there is nothing to do: it is over, or a living worker is at it. */
  async claim(organizationId: string, id: string, leaseMs: number): Promise<Attempt | null> {
    const attempt = uuidv4();
    const [row] = await this.#update(
      organizationId,
      `UPDATE exports SET state = 'running', attempt = $3, lease_until = ${LEASE}, started_at = coalesce(started_at, $5), has_files = true
        WHERE organization_id = $1 AND id = $2 AND (state = 'pending' OR (state = 'running' AND lease_until < clock_timestamp())) RETURNING *`,
      [organizationId, id, attempt, leaseMs, this.clock.now()],
    );
    return row ? { id: attempt, row } : null;
  }

  /** @throws AttemptLost */
  async renew(attempt: Attempt, leaseMs: number): Promise<void> {
    await this.#mine(attempt, `UPDATE exports SET lease_until = ${LEASE} WHERE ${MINE} RETURNING id`, [
      leaseMs,
    ]);
  }

  async counted(attempt: Attempt, rows: number): Promise<void> {
    await this.#mine(attempt, `UPDATE exports SET rows_total = $4 WHERE ${MINE} RETURNING id`, [rows]);
  }

  /** Keeps the checkpoint of the file, unless an attempt before this one has: resolves with the one that counts. @throws AttemptLost */
  async keepCheckpoint(attempt: Attempt, checkpoint: KeptCheckpoint): Promise<KeptCheckpoint> {
    const [row] = await this.#mine(
      attempt,
      `UPDATE exports SET checkpoint = coalesce(checkpoint, $4) WHERE ${MINE} RETURNING checkpoint`,
      [JSON.stringify(checkpoint)],
    );
    return row?.checkpoint ?? checkpoint;
  }

  /** @throws AttemptLost */
  async evidenced(attempt: Attempt, rows: number): Promise<void> {
    await this.#mine(attempt, `UPDATE exports SET evidence_rows = $4 WHERE ${MINE} RETURNING id`, [rows]);
  }

  /** `part` has been written since the last time; null when a draft was only taken over. @throws AttemptLost */
  advance(attempt: Attempt, progress: Progress, part: Part | null, leaseMs: number): Promise<void> {
    const { organization_id, id } = attempt.row;
    const { position, rows, bytes, draft, state } = progress;
    return this.unitOfWork.run(organization_id, async (manager) => {
      const found = await update(
        manager,
        `UPDATE exports SET lease_until = ${LEASE}, position = $5, rows = $6, bytes = $7, draft = $8, resume_state = $9, failures = 0 WHERE ${MINE} RETURNING id`,
        [organization_id, id, attempt.id, leaseMs, position, rows, bytes, draft, state],
      );
      if (found.length === 0) throw new AttemptLost();
      if (part !== null) await insertPart(manager, attempt.row, part);
    });
  }

  /** Of the attempt and those that it went on from, in their order. */
  parts({ row }: Attempt): Promise<Part[]> {
    return this.unitOfWork.run(row.organization_id, async (manager) => {
      const rows = (await manager.query(
        'SELECT * FROM export_parts WHERE organization_id = $1 AND export_id = $2 ORDER BY number',
        [row.organization_id, row.id],
      )) as PartRow[];
      return rows.map(partOf);
    });
  }

  /** Lets the next worker begin at once. `failed` counts the tries that brought nothing; resolves with their number. */
  async release(attempt: Attempt, failed: boolean): Promise<number> {
    const rows = await this.#mine(
      attempt,
      `UPDATE exports SET lease_until = clock_timestamp(), failures = failures + $4 WHERE ${MINE} RETURNING failures`,
      [failed ? 1 : 0],
    );
    return rows[0]?.failures ?? 0;
  }

  /** The file is there, under its name: from now on it is offered. @throws AttemptLost */
  finish(attempt: Attempt, file: string, { rows, bytes, sha256 }: Published): Promise<void> {
    const now = this.clock.now();
    const { organization_id, id, format } = attempt.row;
    return this.unitOfWork.systemChange(
      organization_id,
      exportActions['export.finished'],
      async (manager) => {
        const found = await update(
          manager,
          `UPDATE exports SET state = 'finished', file = $4, sha256 = $5, rows = $6, bytes = $7, finished_at = $8, expires_at = $9, failure = NULL WHERE ${MINE} RETURNING checkpoint`,
          [
            organization_id,
            id,
            attempt.id,
            file,
            sha256,
            rows,
            bytes,
            now,
            new Date(now.getTime() + KEPT_DAYS * DAY_MS),
          ],
        );
        if (found.length === 0) throw new AttemptLost();
        await this.#anchor(manager, organization_id, found[0]?.checkpoint);
        return {
          result: undefined,
          event: { resource: { type: 'export', id }, details: { format, rows, bytes, sha256 } },
        };
      },
    );
  }

  /** A checkpoint that leaves with a file is an anchor of the log. */
  async #anchor(
    manager: EntityManager,
    organizationId: string,
    kept: KeptCheckpoint | null | undefined,
  ): Promise<void> {
    if (!kept || 'missing' in kept) return;
    await this.anchors.exported(
      (sql, values) => manager.query(sql, values as unknown[]),
      organizationId,
      kept.size,
    );
  }

  /** @throws AttemptLost */
  fail(attempt: Attempt, reason: string): Promise<void> {
    const { organization_id, id, format } = attempt.row;
    return this.unitOfWork.systemChange(organization_id, exportActions['export.failed'], async (manager) => {
      const found = await update(
        manager,
        `UPDATE exports SET state = 'failed', failure = $4, finished_at = $5, attempt = NULL WHERE ${MINE} RETURNING id`,
        [organization_id, id, attempt.id, reason, this.clock.now()],
      );
      if (found.length === 0) throw new AttemptLost();
      return {
        result: undefined,
        event: {
          outcome: 'failure',
          outcome_reason: reason,
          resource: { type: 'export', id },
          details: { format },
        },
      };
    });
  }

  async #mine(attempt: Attempt, sql: string, values: unknown[]): Promise<ExportRow[]> {
    const { organization_id, id } = attempt.row;
    const rows = await this.#update(organization_id, sql, [organization_id, id, attempt.id, ...values]);
    if (rows.length === 0) throw new AttemptLost();
    return rows;
  }

  #update(organizationId: string, sql: string, values: unknown[]): Promise<ExportRow[]> {
    return this.unitOfWork.run(organizationId, (manager) => update(manager, sql, values));
  }
}

/** TypeORM answers UPDATE with rows and their number. */
async function update(manager: EntityManager, sql: string, values: unknown[]): Promise<ExportRow[]> {
  const [rows] = (await manager.query(sql, values)) as [ExportRow[], number];
  return rows;
}

/** A row of `export_parts`. `pg` gives bigint as text. */
type PartRow = Pick<Part, 'number' | 'rows' | 'sha256' | 'erased'> &
  Record<'first_sequence' | 'last_sequence', string | null> & { readonly bytes: string };

const partOf = ({ number, rows, first_sequence, last_sequence, bytes, sha256, erased }: PartRow): Part => ({
  number,
  rows,
  first_sequence: first_sequence === null ? null : Number(first_sequence),
  last_sequence: last_sequence === null ? null : Number(last_sequence),
  bytes: Number(bytes),
  sha256,
  erased,
});

/** Parts of an attempt that could not be gone on from go. */
async function insertPart(
  manager: EntityManager,
  { organization_id, id }: ExportRow,
  part: Part,
): Promise<void> {
  const { number, rows, first_sequence, last_sequence, bytes, sha256, erased } = part;
  await manager.query(
    'DELETE FROM export_parts WHERE organization_id = $1 AND export_id = $2 AND number >= $3',
    [organization_id, id, number],
  );
  await manager.query(
    `INSERT INTO export_parts (organization_id, export_id, number, rows, first_sequence, last_sequence, bytes, sha256, erased)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [organization_id, id, number, rows, first_sequence, last_sequence, bytes, sha256, erased],
  );
}
