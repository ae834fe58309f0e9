import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock';
import type { EventDraft } from '../../../platform/context/request-record';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { loadPolicy, type Query } from '../policy/load-policy';
import { retentionActions } from '../retention.actions';
import { heldFrom } from './held-events';
import type { Inventory } from './inventory';
import { sealRanges } from './ranges';

const SAVE = `INSERT INTO purges AS p
    (organization_id, expires_on, policy_version, events, first_occurred_at, last_occurred_at, range_count, ranges, ranges_sha256, started_at, held)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
  ON CONFLICT (organization_id, expires_on) DO UPDATE
    SET policy_version = excluded.policy_version, events = excluded.events, first_occurred_at = excluded.first_occurred_at,
        last_occurred_at = excluded.last_occurred_at, range_count = excluded.range_count, ranges = excluded.ranges,
        ranges_sha256 = excluded.ranges_sha256, held = excluded.held`;

const COMPLETE = `UPDATE purges SET purged_at = $3 WHERE organization_id = $1 AND expires_on = $2 AND purged_at IS NULL
  RETURNING events, held, first_occurred_at, last_occurred_at, range_count, ranges_sha256, policy_version`;

const ARCHIVE = `SELECT file, events, bytes, sha256 FROM archives WHERE organization_id = $1 AND expires_on = $2 AND file IS NOT NULL`;

/** The record of a purge and its two events (F9): the intent before anything goes, and what went. */
@Injectable()
export class PurgeRecords {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Writes the record and its event; of a purge that was announced before, only the record. Nothing to say: neither. */
  async announce(organizationId: string, date: string, inventory: Inventory): Promise<void> {
    const { announced, held } = await this.#stateOf(organizationId, date);
    if (announced) {
      return this.unitOfWork.run(organizationId, (manager) =>
        this.#save(manager, organizationId, date, inventory),
      );
    }
    if (inventory.events === 0 && held === 0) return;
    await this.unitOfWork.systemChange(
      organizationId,
      retentionActions['retention.purge_started'],
      async (manager) => {
        await this.#save(manager, organizationId, date, inventory);
        return {
          result: undefined,
          event: { resource: partitionOf(date), details: { events: inventory.events, held } },
        };
      },
    );
  }

  /** What went, and its event, in one transaction; a second call does nothing. */
  async complete(organizationId: string, date: string): Promise<void> {
    const open = await this.unitOfWork.run(organizationId, async (manager) => {
      const rows: unknown[] = await manager.query(
        'SELECT FROM purges WHERE organization_id = $1 AND expires_on = $2 AND purged_at IS NULL',
        [organizationId, date],
      );
      return rows.length > 0;
    });
    if (!open) return;
    await this.unitOfWork.systemChange(
      organizationId,
      retentionActions['retention.purged'],
      async (manager) => {
        const [rows]: [CompletedRow[], number] = await manager.query(COMPLETE, [
          organizationId,
          date,
          this.clock.now(),
        ]);
        const [row] = rows;
        if (!row) throw new Error(`the purge of ${date} was completed by somebody else`);
        const archives: ArchivedRow[] = await manager.query(ARCHIVE, [organizationId, date]);
        return { result: undefined, event: whatWent(date, row, archives[0]) };
      },
    );
  }

  #stateOf(organizationId: string, date: string): Promise<{ announced: boolean; held: number }> {
    return this.unitOfWork.run(organizationId, async (manager) => {
      const rows: unknown[] = await manager.query(
        'SELECT FROM purges WHERE organization_id = $1 AND expires_on = $2',
        [organizationId, date],
      );
      return { announced: rows.length > 0, held: await heldFrom(queryOf(manager), organizationId, date) };
    });
  }

  async #save(manager: Manager, organizationId: string, date: string, inventory: Inventory): Promise<void> {
    const { events, firstOccurredAt, lastOccurredAt, ranges } = inventory;
    const query = queryOf(manager);
    const { version } = await loadPolicy(query, organizationId);
    const { text, sha256 } = sealRanges(ranges);
    const now = this.clock.now();
    await manager.query(SAVE, [
      organizationId,
      date,
      version,
      events,
      firstOccurredAt,
      lastOccurredAt,
      ranges.length,
      text,
      sha256,
      now,
      await heldFrom(query, organizationId, date),
    ]);
  }
}

const queryOf =
  (manager: Manager): Query =>
  (sql, values) =>
    manager.query(sql, values as unknown[]);

type Manager = Parameters<Parameters<UnitOfWork['run']>[1]>[0];

interface CompletedRow {
  readonly events: string;
  readonly held: string;
  readonly first_occurred_at: Date | null;
  readonly last_occurred_at: Date | null;
  readonly range_count: number;
  readonly ranges_sha256: string;
  readonly policy_version: string;
}

interface ArchivedRow {
  readonly file: string;
  readonly events: string;
  readonly bytes: string;
  readonly sha256: string;
}

function whatWent(date: string, row: CompletedRow, archive: ArchivedRow | undefined): EventDraft {
  return {
    resource: partitionOf(date),
    details: {
      events: Number(row.events),
      held: Number(row.held),
      first_occurred_at: row.first_occurred_at?.toISOString() ?? null,
      last_occurred_at: row.last_occurred_at?.toISOString() ?? null,
      ranges: row.range_count,
      ranges_sha256: row.ranges_sha256,
      policy_version: Number(row.policy_version),
      archive: archive
        ? {
            file: archive.file,
            events: Number(archive.events),
            bytes: Number(archive.bytes),
            sha256: archive.sha256,
          }
        : null,
    },
  };
}

const partitionOf = (date: string): { type: string; id: string } => ({ type: 'purge', id: date });
