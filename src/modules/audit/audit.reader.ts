import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { notFound } from '../../platform/errors/daybook-error';
import type { AuditEvent } from './audit.contract';
import type { EventQuery, Expression } from './audit.event-query';
import { chosenEvents } from './search/chosen-events';
import { anyOf } from './search/conditions';
import { EventPages } from './search/event-pages';
import type { Answering, Following } from './search/following';
import { matchingOf, type Numbers } from './search/matching';
import type { PageRequest, Statement } from './search/page-request';
import { pageStatement, whereOf } from './search/page-statement';
import { scopeOf } from './search/scope';
import { Parameters } from './search/sql-text';
import { toWire, type EventRow } from './storage/event-row';

/** The door for reading the log. */
@Injectable()
export class AuditReader {
  constructor(private readonly pages: EventPages) {}

  /** At most `limit + 1` events; the extra one says that there are more. */
  page(organizationId: string, query: EventQuery, request: PageRequest): Promise<AuditEvent[]> {
    return this.pages.read(organizationId, query, request);
  }

  /** @throws DaybookError `event.not_found`, the same whether it never was or belongs to somebody else (A1). */
  async one(organizationId: string, id: string): Promise<AuditEvent> {
    const event = await this.pages.one(organizationId, id);
    if (!event) throw notFound('event');
    return event;
  }

  /** Events by their numbers, in no order; those that are gone are missing. They happened within the range. */
  numbered(
    organizationId: string,
    sequences: readonly number[],
    range: { readonly from: string; readonly to: string },
  ): Promise<AuditEvent[]> {
    return this.pages.numbered(organizationId, sequences, range);
  }

  /**
   * At most `limit` events after a sequence that match all of `where`, in the order of their sequence, which is the order in
   * which they were committed: who has read up to `through` misses nothing below it (design.md). `through` is as far as this
   * call has looked, also past events that do not match; go on from there. It is `after` where there is nothing new. A call
   * looks at 20,000 sequences at most, so it may return nothing while there is more to come.
   */
  following(
    organizationId: string,
    where: readonly Expression[],
    after: number,
    limit: number,
  ): Promise<Following> {
    return this.pages.following(organizationId, where, after, limit);
  }

  /**
   * The next `span` sequences after one, with many questions in one pass: the events that answer any of them, and which. Fewer
   * at once where the questions are costly.
   */
  answering(
    organizationId: string,
    questions: readonly (readonly Expression[])[],
    after: number,
    span: number,
  ): Promise<{ found: Answering[]; through: number }> {
    return this.pages.answering(organizationId, questions, after, span);
  }

  /** The query that finds exactly these events, and the ids of which there is no event. */
  async chosen(
    organizationId: string,
    ids: readonly string[],
  ): Promise<{ query: EventQuery; missing: string[] }> {
    const wanted = [...new Set(ids.map((id) => id.toLowerCase()))];
    return chosenEvents(wanted, await this.pages.momentsOf(organizationId, wanted));
  }

  /**
   * A page of what the caller's transaction has under the names `events`, `event_homes` and `event_actors`: an archive, asked by the
   * same search. At most `limit + 1` events.
   */
  async pageIn(
    client: PoolClient,
    organizationId: string,
    query: EventQuery,
    request: PageRequest,
  ): Promise<AuditEvent[]> {
    const { sql, values } = pageStatement(await scopeOf(client, organizationId, query), query, request);
    return (await client.query<EventRow>(sql, values)).rows.map(toWire);
  }

  /**
   * The rows of a query as the text behind `WHERE`, with its values, for a transaction that has entered the organization:
   * exports page through it by sequence. Asked anew in each transaction, because rows may have moved to other partitions.
   */
  async selection(client: PoolClient, organizationId: string, query: EventQuery): Promise<Statement> {
    const p = new Parameters();
    const { base, conditions } = whereOf(await scopeOf(client, organizationId, query), query, p);
    return { sql: [...base, ...conditions.map(anyOf)].join(' AND '), values: p.values };
  }

  /**
   * Of events by their sequences (or all of a span, `through` included), those that match any of the queries, each with the places
   * of the queries that it matches. In a transaction that has entered the organization. `homes` are the partitions to look in; by default all.
   */
  matching(
    client: PoolClient,
    organizationId: string,
    queries: readonly EventQuery[],
    numbers: Numbers,
    homes?: readonly string[],
  ): Promise<Map<number, readonly number[]>> {
    return matchingOf(client, organizationId, queries, numbers, homes);
  }
}
