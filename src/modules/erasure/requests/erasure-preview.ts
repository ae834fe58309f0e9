import { Inject, Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { Clock } from '../../../platform/clock/clock';
import { currentPrincipal } from '../../../platform/context/request-context';
import { databaseFault } from '../../../platform/database/database-fault';
import { READ_POOL } from '../../../platform/database/database.tokens';
import type { DatabasePool } from '../../../platform/database/pools';
import { AuditReader } from '../../audit/audit.reader';
import { AuditRecorder } from '../../audit/audit.recorder';
import type { AuditEvent } from '../../audit/audit.contract';
import type { ErasurePreview } from '../erasure.contract';
import type { ErasureWishDto } from '../http/erasure.dto';
import { floorOf, policyOf } from './erasure-asking';
import { partsOf, wishOf } from './erasure-requests';
import { obstaclesTo } from './obstacles';
import { Selecting, type Selection } from './selecting';

const SAMPLES = 5;
const ANY_TIME = { from: '0001-01-01T00:00:00.000Z', to: '9999-12-31T00:00:00.000Z' };

/** What an erasure would take and what stands in its way, before anybody asks for it. */
@Injectable()
export class ErasurePreviews {
  constructor(
    @Inject(READ_POOL) private readonly pool: DatabasePool,
    private readonly selecting: Selecting,
    private readonly reader: AuditReader,
    private readonly recorder: AuditRecorder,
    private readonly clock: Clock,
  ) {}

  async preview(dto: ErasureWishDto): Promise<ErasurePreview> {
    const { organizationId } = currentPrincipal();
    const wish = wishOf(dto, this.clock.now());
    const parts = partsOf(dto);
    const found = await this.inLog(organizationId, async (client) => {
      const lastSequence = await headIn(client, organizationId);
      const policy = await policyOf(client, organizationId);
      const floor = floorOf(policy, this.clock.now());
      const selection = await this.selecting.select(client, organizationId, wish, {
        parts,
        lastSequence,
        floor,
      });
      return { selection, ...(await this.judged(client, organizationId, selection)) };
    });
    const { selection, ...judged } = found;
    this.recorder.describe({ details: { events: selection.events } });
    return {
      events: selection.events,
      last_sequence: selection.lastSequence,
      parts,
      query: wish.query,
      already_erased: selection.alreadyErased,
      ...judged,
      samples: await this.samples(organizationId, selection),
    };
  }

  /** Obstacles, holds, and exports asked for before, in one look at the log. */
  async judged(
    client: PoolClient,
    organizationId: string,
    selection: Selection,
  ): Promise<Pick<ErasurePreview, 'obstacles' | 'holds' | 'exports_that_may_contain_them'>> {
    const policy = await policyOf(client, organizationId);
    const held = await this.selecting.held(client, organizationId, selection);
    const first = Math.min(...selection.groups.map(({ sequences }) => sequences[0] ?? Infinity));
    return {
      obstacles: obstaclesTo({ ...selection, ...held }, policy),
      holds: held.holds,
      exports_that_may_contain_them: await exportsAbove(client, organizationId, first),
    };
  }

  /** The first of them. */
  async samples(organizationId: string, { groups }: Pick<Selection, 'groups'>): Promise<AuditEvent[]> {
    const sequences = groups.flatMap((group) => group.sequences.slice(0, SAMPLES)).toSorted((a, b) => a - b);
    const events = await this.reader.numbered(organizationId, sequences.slice(0, SAMPLES), ANY_TIME);
    return events.toSorted((a, b) => a.sequence - b.sequence);
  }

  /** One view of the log, in which no event is on the move. */
  async inLog<T>(organizationId: string, work: (client: PoolClient) => Promise<T>): Promise<T> {
    try {
      return await this.pool.snapshot(organizationId, async (client) => {
        await client.query('LOCK TABLE ONLY events IN ACCESS SHARE MODE');
        return work(client);
      });
    } catch (error) {
      throw databaseFault(error);
    }
  }
}

/** How far the log goes, in a transaction that has entered the organization. */
export async function headIn(client: PoolClient, organizationId: string): Promise<number> {
  const { rows } = await client.query<{ last: string }>(
    'SELECT last_sequence AS last FROM log_heads WHERE organization_id = $1',
    [organizationId],
  );
  return Number(rows[0]?.last ?? 0);
}

/** Exports whose file is there, or is being made, and that were asked for when the first of the events was in the log. */
async function exportsAbove(client: PoolClient, organizationId: string, sequence: number): Promise<number> {
  if (!Number.isFinite(sequence)) return 0;
  const { rows } = await client.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM exports
      WHERE organization_id = $1 AND last_sequence >= $2 AND state IN ('pending', 'running', 'finished')`,
    [organizationId, sequence],
  );
  return rows[0]?.count ?? 0;
}
