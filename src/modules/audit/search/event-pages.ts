import { Inject, Injectable } from '@nestjs/common';
import { READ_POOL } from '../../../platform/database/database.tokens';
import type { DatabasePool } from '../../../platform/database/pools';
import { DaybookError } from '../../../platform/errors/daybook-error';
import type { EventQuery, Expression } from '../audit.event-query';
import type { AuditEvent } from '../audit.contract';
import { EVENT_COLUMNS, toWire, type EventRow } from '../storage/event-row';
import { answeringOf, followingOf, numberedOf, STRETCHES, type Answering, type Following } from './following';
import { kindPage, usesKinds } from './kind-page';
import type { PageRequest } from './page-request';
import { pageStatement } from './page-statement';
import { EVER, homesOf, scopeOf } from './scope';
import { inIndexedSnapshot, inSnapshot } from './snapshot';
import { sortedPage } from './sorted-page';
import { usesWords, wordPage } from './word-page';

/** Reads pages of the log: keyset, never OFFSET, never COUNT; one snapshot for where to look and what is there. */
@Injectable()
export class EventPages {
  constructor(@Inject(READ_POOL) private readonly pool: DatabasePool) {}

  /** At most `limit + 1` events in the order asked for. */
  read(organizationId: string, query: EventQuery, request: PageRequest): Promise<AuditEvent[]> {
    return inSnapshot(this.pool, organizationId, async (client, finish) => {
      const scope = await scopeOf(client, organizationId, query);
      if (scope.homes.length === 0) return [];
      if (request.sort && request.sort !== 'occurred_at')
        return (await sortedPage(client, scope, query, { ...request, sort: request.sort })).map(toWire);
      if (await usesWords(client, scope, query))
        return (await wordPage(client, scope, query, request)).map(toWire);
      const rows = usesKinds(query) ? await kindPage(client, scope, query, request) : null;
      if (rows) return rows.map(toWire);
      const { sql, values } = pageStatement(scope, query, request);
      return (await finish(() => client.query<EventRow>(sql, values))).rows.map(toWire);
    });
  }

  one(organizationId: string, id: string): Promise<AuditEvent | undefined> {
    return inSnapshot(this.pool, organizationId, async (client) => {
      const homes = await homesOf(client, organizationId, EVER.from, EVER.to);
      const { rows } = await client.query<EventRow>(
        `SELECT ${EVENT_COLUMNS} FROM events WHERE organization_id = $1 AND id = $2 AND expires_on = ANY ($3::date[])`,
        [organizationId, id, homes],
      );
      return rows[0] && toWire(rows[0]);
    });
  }

  /** When each of these events happened, by its id; those that are not there are missing. */
  momentsOf(organizationId: string, ids: readonly string[]): Promise<Map<string, Date>> {
    return inSnapshot(this.pool, organizationId, async (client) => {
      const homes = await homesOf(client, organizationId, EVER.from, EVER.to);
      const { rows } = await client.query<{ id: string; occurred_at: Date }>(
        'SELECT id, occurred_at FROM events WHERE organization_id = $1 AND id = ANY ($2::uuid[]) AND expires_on = ANY ($3::date[])',
        [organizationId, ids, homes],
      );
      return new Map(rows.map(({ id, occurred_at }) => [id, occurred_at]));
    });
  }

  async following(
    organizationId: string,
    where: readonly Expression[],
    after: number,
    limit: number,
  ): Promise<Following> {
    const [long, short] = STRETCHES;
    const look = (stretch: number): Promise<Following> =>
      inSnapshot(this.pool, organizationId, (client) =>
        followingOf(client, organizationId, where, after, { limit, stretch }),
      );
    return look(long).catch((error: unknown) => {
      if (error instanceof DaybookError && error.code === 'query.too_slow') return look(short);
      throw error;
    });
  }

  answering(
    organizationId: string,
    questions: readonly (readonly Expression[])[],
    after: number,
    span: number,
  ): Promise<{ found: Answering[]; through: number }> {
    return inIndexedSnapshot(this.pool, organizationId, (client) =>
      answeringOf(client, organizationId, questions, after, span),
    );
  }

  numbered(
    organizationId: string,
    sequences: readonly number[],
    range: { readonly from: string; readonly to: string },
  ): Promise<AuditEvent[]> {
    return inSnapshot(this.pool, organizationId, (client) =>
      numberedOf(client, organizationId, sequences, range),
    );
  }
}
