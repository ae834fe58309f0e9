import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { DaybookError } from '../../platform/errors/daybook-error';
import { ShortMemory } from '../../platform/database/short-memory';
import { AuditCounts } from '../audit/audit.counts';
import type { WireCount } from '../audit/audit.counts.contract';
import type { EventQuery } from '../audit/audit.event-query';
import { AuditReader } from '../audit/audit.reader';
import { LogSnapshots } from '../audit/audit.snapshot';
import { holdsInForce } from './storage/holds-in-force';

const EXACT_UP_TO = 10_000;
/** So long a count may take before it is estimated instead. */
const COUNTING_MS = 1_500;
const REMEMBERED_MS = 15_000;
const NONE: WireCount = { count: 0, approximate: false };

/** How many events are on hold: exact up to 10,000 where that can be counted in 1.5 s, else estimated and marked. */
@Injectable()
export class HeldCounts {
  readonly #known: ShortMemory<WireCount>;

  constructor(
    private readonly reader: AuditReader,
    private readonly snapshots: LogSnapshots,
    private readonly counts: AuditCounts,
    clock: Clock,
  ) {
    this.#known = new ShortMemory((organizationId) => this.#count(organizationId), clock, REMEMBERED_MS);
  }

  /** By whichever holds are in force, each event once. May be 15 s old. */
  of(organizationId: string): Promise<WireCount> {
    return this.#known.of(organizationId);
  }

  /** Of one hold, at this moment. */
  async matching(organizationId: string, query: EventQuery): Promise<WireCount> {
    const counted = await this.#exactly(organizationId, query);
    if (counted !== null && counted <= EXACT_UP_TO) return { count: counted, approximate: false };
    const { total } = await this.counts.histogram(organizationId, query, { by: 'outcome', timeZone: 'UTC' });
    return total.approximate ? { ...total, count: Math.max(total.count, counted ?? 0) } : total;
  }

  /** This process placed or released one. */
  forget(organizationId: string): void {
    this.#known.forget(organizationId);
  }

  async #count(organizationId: string): Promise<WireCount> {
    const holds = await this.snapshots.read(organizationId, ({ client }) =>
      holdsInForce(client, organizationId),
    );
    const queries = holds.map(({ query }) => query);
    return queries.length === 0 ? NONE : this.matching(organizationId, anyOf(queries));
  }

  /** Null when it takes too long; more than 10,000 are not counted to their end. */
  async #exactly(organizationId: string, query: EventQuery): Promise<number | null> {
    try {
      return await this.snapshots.read(organizationId, async ({ client }) => {
        await client.query(`SET LOCAL statement_timeout = ${COUNTING_MS}`);
        const { sql, values } = await this.reader.selection(client, organizationId, query);
        const { rows } = await client.query<{ count: number }>(
          `SELECT count(*)::int AS count FROM (SELECT FROM events WHERE ${sql} LIMIT ${EXACT_UP_TO + 1}) AS found`,
          values,
        );
        return rows[0]?.count ?? 0;
      });
    } catch (error) {
      if (error instanceof DaybookError && error.code === 'query.too_slow') return null;
      throw error;
    }
  }
}

/** One query for what any of several matches. */
function anyOf(queries: readonly EventQuery[]): EventQuery {
  const [only] = queries;
  if (only && queries.length === 1) return only;
  return {
    from: queries.map(({ from }) => from).toSorted()[0] as string,
    to: queries
      .map(({ to }) => to)
      .toSorted()
      .at(-1) as string,
    where: [{ any: queries.map(({ from, to, where }) => ({ all: [{ from, to }, ...where] })) }],
  };
}
