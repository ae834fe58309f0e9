import { Injectable } from '@nestjs/common';
import { Clock, utcDate } from '../../../platform/clock/clock';
import { currentPrincipal } from '../../../platform/context/request-context';
import type { WireCount } from '../../audit/audit.counts.contract';
import { LogSnapshots, type LogSnapshot } from '../../audit/audit.snapshot';
import { HeldCounts } from '../../holds/holds.counts';
import { loadPolicy, type Query } from '../policy/load-policy';
import { termsView } from '../policy/policy';
import type { LogExtent, PurgedThrough } from '../retention.contract';
import { nextPurge } from './next-purge';
import { oldestEvent } from './oldest-event';

const FACTS = `SELECT o.created_at, coalesce(h.last_sequence, 0) AS last_sequence
  FROM organizations o LEFT JOIN log_heads h ON h.organization_id = o.id WHERE o.id = $1`;

/** At most one row a date that was purged. */
const PURGED = `SELECT max(expires_on)::text AS expires_on, max(last_occurred_at) AS occurred_at, sum(events) AS events
  FROM purges WHERE organization_id = $1 AND purged_at IS NOT NULL`;

interface Facts {
  readonly created_at: Date;
  readonly last_sequence: string;
}

interface PurgedRow {
  readonly expires_on: string | null;
  readonly occurred_at: Date | null;
  readonly events: string | null;
}

/** What there is of a log, and since when: the floor date (S1-04). */
@Injectable()
export class LogExtents {
  constructor(
    private readonly snapshots: LogSnapshots,
    private readonly heldCounts: HeldCounts,
    private readonly clock: Clock,
  ) {}

  /** Of the organization that the caller is bound to, as of one moment. */
  async current(): Promise<LogExtent> {
    const { organizationId } = currentPrincipal();
    const held = await this.heldCounts.of(organizationId);
    return this.snapshots.read(organizationId, (log) => this.#extentOf(log, held));
  }

  async #extentOf(log: LogSnapshot, on_hold: WireCount): Promise<LogExtent> {
    const { client, organizationId } = log;
    const query: Query = async (sql, values) => (await client.query(sql, values as unknown[])).rows;
    const { rows: facts } = await client.query<Facts>(FACTS, [organizationId]);
    const { rows: purges } = await client.query<PurgedRow>(PURGED, [organizationId]);
    const { created_at, last_sequence } = facts[0] as Facts;
    const purged = purgedThrough(purges[0]);
    const oldest = await oldestEvent(client, organizationId);
    const policy = await loadPolicy(query, organizationId);
    const { default_days, rules, floor_days } = termsView(policy);
    return {
      since: floorOf(created_at.toISOString(), purged?.occurred_at ?? null, oldest),
      organization_since: created_at.toISOString(),
      oldest_event_at: oldest,
      kept: { default_days, rules, floor_days, version: policy.version },
      on_hold,
      next_purge: await nextPurge(log, policy, utcDate(this.clock.now()), on_hold.count > 0),
      purged_through: purged,
      last_sequence: Number(last_sequence),
    };
  }
}

/**
 * Nothing before it is on hand: from the start of the organization, or as far as purges went, whichever is later; earlier
 * where events from before were imported. RFC 3339 in UTC sorts as it reads.
 */
function floorOf(organizationSince: string, purgedThrough: string | null, oldest: string | null): string {
  const edge =
    purgedThrough !== null && purgedThrough > organizationSince ? purgedThrough : organizationSince;
  return oldest !== null && oldest < edge ? oldest : edge;
}

function purgedThrough(row: PurgedRow | undefined): PurgedThrough | null {
  if (!row?.expires_on) return null;
  return {
    occurred_at: row.occurred_at?.toISOString() ?? null,
    expires_on: row.expires_on,
    events: Number(row.events),
  };
}
