import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { READ_POOL } from '../../platform/database/database.tokens';
import type { DatabasePool } from '../../platform/database/pools';
import type { EventFacets, EventHistogram, FacetField } from './audit.counts.contract';
import type { EventQuery } from './audit.event-query';
import { facetsOf } from './counts/facets';
import { groundOf, type Ground } from './counts/ground';
import { histogramOf, type HistogramOptions } from './counts/histogram';
import { inIndexedSnapshot } from './search/snapshot';

/**
 * The door for numbers about a query: what the counted tables can answer is exact, of everything else the newest events are
 * read, and what is beyond them is estimated and marked.
 */
@Injectable()
export class AuditCounts {
  constructor(
    @Inject(READ_POOL) private readonly pool: DatabasePool,
    private readonly clock: Clock,
  ) {}

  histogram(organizationId: string, query: EventQuery, options: HistogramOptions): Promise<EventHistogram> {
    return this.#on(organizationId, query, (ground) => histogramOf(ground, options));
  }

  /** Of each field at most `limit` values. */
  facets(
    organizationId: string,
    query: EventQuery,
    fields: readonly FacetField[],
    limit: number,
  ): Promise<EventFacets> {
    return this.#on(organizationId, query, (ground) => facetsOf(ground, fields, limit));
  }

  #on<T>(organizationId: string, query: EventQuery, work: (ground: Ground) => Promise<T>): Promise<T> {
    return inIndexedSnapshot(this.pool, organizationId, async (client) =>
      work(await groundOf(client, organizationId, query, this.clock.now())),
    );
  }
}
