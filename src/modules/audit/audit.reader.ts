import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { notFound } from '../../platform/errors/daybook-error';
import type { AuditEvent } from './audit.contract';
import type { EventQuery } from './audit.event-query';
import { anyOf } from './search/conditions';
import { EventPages } from './search/event-pages';
import type { PageRequest, Statement } from './search/page-request';
import { whereOf } from './search/page-statement';
import { scopeOf } from './search/scope';
import { Parameters } from './search/sql-text';

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

  /**
   * The rows of a query as the text behind `WHERE`, with its values, for a transaction that has entered the organization:
   * exports page through it by sequence. Asked anew in each transaction, because rows may have moved to other partitions.
   */
  async selection(client: PoolClient, organizationId: string, query: EventQuery): Promise<Statement> {
    const p = new Parameters();
    const { base, conditions } = whereOf(await scopeOf(client, organizationId, query), query, p);
    return { sql: [...base, ...conditions.map(anyOf)].join(' AND '), values: p.values };
  }
}
