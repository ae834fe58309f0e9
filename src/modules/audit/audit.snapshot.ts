import { Inject, Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { utcDate } from '../../platform/clock/clock';
import { READ_POOL } from '../../platform/database/database.tokens';
import type { DatabasePool } from '../../platform/database/pools';
import type { AuditEvent } from './audit.contract';
import { actorPage } from './search/actor-page';
import type { PageRequest } from './search/page-request';
import { inSnapshot } from './search/snapshot';

/** A partition in which the organization has events, of which days. Dates are UTC's, `YYYY-MM-DD`. */
interface Home {
  readonly expires_on: string;
  readonly first_day: string;
  readonly last_day: string;
}

/** One organization's log at one moment, for whoever computes over it: events, what is counted of them, and who acted. */
export class LogSnapshot {
  constructor(
    readonly client: PoolClient,
    readonly organizationId: string,
    /** Events up to this sequence are in the counted tables, later ones in `events` alone. */
    readonly countedTo: number,
    private readonly homes: readonly Home[],
  ) {}

  /** Every question to `events` and to the counted tables names the partitions concerned: those with events of these days. */
  homesIn(from: Date, to: Date): string[] {
    return this.homes
      .filter(({ first_day, last_day }) => last_day >= utcDate(from) && first_day <= utcDate(to))
      .map(({ expires_on }) => expires_on);
  }

  get allHomes(): string[] {
    return this.homes.map(({ expires_on }) => expires_on);
  }

  /** A page of what some identities did, by their keys in `event_actors`; at most `limit + 1` events. */
  eventsOf(
    keys: readonly string[],
    { from, to, category }: { from: Date; to: Date; category: string | null },
    request: PageRequest,
  ): Promise<AuditEvent[]> {
    const { organizationId } = this;
    const homes = this.homesIn(from, to);
    return actorPage(this.client, { organizationId, homes, keys, from, to, category }, request);
  }
}

/** The door for computing over the log: read-only, repeatable, and blind to rows on the move. */
@Injectable()
export class LogSnapshots {
  constructor(@Inject(READ_POOL) private readonly pool: DatabasePool) {}

  read<T>(organizationId: string, work: (log: LogSnapshot) => Promise<T>): Promise<T> {
    return inSnapshot(this.pool, organizationId, async (client) => {
      const { rows: homes } = await client.query<Home>(
        'SELECT expires_on::text, first_day::text, last_day::text FROM event_homes WHERE organization_id = $1 ORDER BY expires_on',
        [organizationId],
      );
      const { rows: heads } = await client.query<{ counted_to: string }>(
        'SELECT counted_to FROM count_heads WHERE organization_id = $1',
        [organizationId],
      );
      return work(new LogSnapshot(client, organizationId, Number(heads[0]?.counted_to ?? 0), homes));
    });
  }
}
