import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../platform/clock/clock';
import { JobQueue } from '../../platform/queue/job-queue';
import type { EventQuery } from '../audit/audit.event-query';
import type { Export, ExportOrigin } from './exports.contract';
import { buildExport } from './exports.jobs';
import { toWire, type ExportRow } from './storage/export-row';

/** What an export shall hold, and for whom. */
export interface ExportAsk {
  readonly organizationId: string;
  /** One of `EXPORT_FORMATS`. */
  readonly format: string;
  readonly query: EventQuery;
  /** An IANA name; null for the organization's. */
  readonly timeZone: string | null;
  readonly requestedBy: Export['requested_by'];
  readonly origin: ExportOrigin;
}

const INSERT = `INSERT INTO exports (organization_id, id, format, query, requested_by, created_at, origin, time_zone, organization_name, last_sequence)
  SELECT $1, $2, $3, $4, $5, $6, $7, coalesce($8, o.time_zone), o.name, coalesce((SELECT last_sequence FROM log_heads WHERE organization_id = $1), 0)
    FROM organizations o WHERE o.id = $1
  RETURNING *`;

/** The door for whatever asks for an export: the row in the asker's own change, the job after it. */
@Injectable()
export class ExportRequests {
  constructor(
    private readonly queue: JobQueue,
    private readonly clock: Clock,
  ) {}

  /** In a transaction that has entered the organization. The file will hold what the log holds now, and nothing later. */
  async insert(manager: EntityManager, ask: ExportAsk): Promise<Export> {
    const now = this.clock.now();
    const [row] = (await manager.query(INSERT, [
      ask.organizationId,
      uuidv7(),
      ask.format,
      JSON.stringify(ask.query),
      JSON.stringify(ask.requestedBy),
      now,
      ask.origin,
      ask.timeZone,
    ])) as ExportRow[];
    if (row === undefined) throw new Error('an export of an organization that does not exist');
    return toWire(row, now);
  }

  /** After the commit. If it never comes to that, the sweeper finds the row. */
  enqueue(organizationId: string, id: string): Promise<void> {
    return this.queue.enqueue(buildExport, { organizationId, id });
  }
}
