import { Inject, Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { currentPrincipal } from '../../../platform/context/request-context';
import { READ_POOL } from '../../../platform/database/database.tokens';
import type { DatabasePool } from '../../../platform/database/pools';
import type { EventCompletion, WireOption } from '../audit.contract';
import { complete, MOST_OPTIONS, writtenValue } from '../query-language/complete';
import { slugOf } from '../query-language/fields';
import { ViewSessions } from '../recording/view-sessions';
import { inSnapshot } from '../search/snapshot';

/** Values of fields that the counted kinds of events hold, by the field's name. */
const KIND_COLUMNS: Readonly<Record<string, string>> = {
  source: 'source',
  action: 'action',
  'resource.type': 'resource_type',
};

/** What can stand at a place of a query: what the language knows, and values that the organization's log has. */
@Injectable()
export class Completions {
  constructor(
    @Inject(READ_POOL) private readonly pool: DatabasePool,
    private readonly views: ViewSessions,
  ) {}

  async at(text: string, caret = text.length): Promise<EventCompletion> {
    const { options, written, ...place } = complete(text, caret);
    const values = await this.#values(place.field, written.replaceAll('\0', ''));
    this.views.read(['completions', place.field]);
    return { ...place, options: [...options, ...values].slice(0, MOST_OPTIONS) };
  }

  #values(field: string | null, written: string): Promise<WireOption[]> {
    const { organizationId } = currentPrincipal();
    const column = field === null ? undefined : KIND_COLUMNS[field];
    if (column !== undefined)
      return this.#ask(organizationId, (client) => kinds(client, organizationId, column, written));
    if (field !== 'actor' && field !== 'actor.id') return Promise.resolve([]);
    return this.#ask(organizationId, (client) => actors(client, organizationId, written));
  }

  #ask(organizationId: string, work: (client: PoolClient) => Promise<WireOption[]>): Promise<WireOption[]> {
    return inSnapshot(this.pool, organizationId, work);
  }
}

/** Only what begins so: as it is written, or as its slug is. */
async function kinds(
  client: PoolClient,
  organizationId: string,
  column: string,
  written: string,
): Promise<WireOption[]> {
  const { rows } = await client.query<{ value: string }>(
    `SELECT DISTINCT ${column} AS value FROM event_kinds
      WHERE organization_id = $1 AND (starts_with(${column}, $2) OR starts_with(${column}, $3))
      ORDER BY value LIMIT ${MOST_OPTIONS}`,
    [organizationId, written, slugOf(written)],
  );
  return rows.map(({ value }) => ({ text: writtenValue(value), help: null }));
}

/** Whose id, address or name begins so, or one of whose names does. */
async function actors(client: PoolClient, organizationId: string, written: string): Promise<WireOption[]> {
  const { rows } = await client.query<{ value: string; name: string | null }>(
    `SELECT coalesce(email, name, id) AS value, min(name) AS name FROM event_actors
      WHERE organization_id = $1 AND coalesce(email, name, id) IS NOT NULL
        AND (starts_with(folded, lower($2)) OR strpos(folded, E'\\x1f' || lower($2)) > 0 OR strpos(folded, ' ' || lower($2)) > 0)
      GROUP BY value ORDER BY value LIMIT ${MOST_OPTIONS}`,
    [organizationId, written],
  );
  return rows.map(({ value, name }) => ({ text: writtenValue(value), help: name === value ? null : name }));
}
