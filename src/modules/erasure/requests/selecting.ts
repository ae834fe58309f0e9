import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { EventQuery } from '../../audit/audit.event-query';
import { AuditReader } from '../../audit/audit.reader';
import type { PartName } from '../../audit/audit.tombstones';
import { HoldGuard } from '../../holds/holds.guard';
import type { Group } from '../storage/erasure-windows';
import type { HoldingView } from '../erasure.contract';
import { MOST_EVENTS, tooMany } from './obstacles';
import { PROTECTED_SQL } from './protected';

/** Which events: chosen one by one, or by a query. */
export type Wish =
  | { readonly eventIds: readonly string[]; readonly query: null }
  | { readonly eventIds: null; readonly query: EventQuery };

/** Which events those are now, up to `lastSequence`. What is left of tombstones may be among them. */
export interface Selection {
  readonly groups: readonly Group[];
  readonly events: number;
  readonly alreadyErased: number;
  readonly tooYoung: number;
  readonly protectedEvents: number;
  readonly lastSequence: number;
}

interface Found {
  readonly sequences: number[] | null;
  readonly total: number;
  readonly already: number;
  readonly young: number;
  readonly protected: number;
}

/** Of so many events a legal hold is asked about at once. */
const HELD_AT_ONCE = 10_000;

/** Finds what is to be erased, in the caller's transaction, which has entered the organization and sees no event on the move. */
@Injectable()
export class Selecting {
  constructor(
    private readonly reader: AuditReader,
    private readonly guard: HoldGuard,
  ) {}

  /** @throws DaybookError when there are more than a million. */
  async select(
    client: PoolClient,
    organizationId: string,
    wish: Wish,
    { parts, lastSequence, floor }: { parts: readonly PartName[]; lastSequence: number; floor: Date | null },
  ): Promise<Selection> {
    const { sql, values } = await this.#where(client, organizationId, wish);
    const [last, young] = [`$${values.length + 1}::bigint`, `$${values.length + 2}::timestamptz`];
    const whole = `(${parts.map((part) => `${part} IS NOT NULL`).join(' OR ')})`;
    const { rows } = await client.query<Found>(
      `SELECT array_agg(sequence::float8 ORDER BY sequence) FILTER (WHERE whole) AS sequences, count(*)::int AS total,
              count(*) FILTER (WHERE NOT whole)::int AS already, count(*) FILTER (WHERE whole AND young)::int AS young,
              count(*) FILTER (WHERE whole AND protected)::int AS protected
         FROM (SELECT events.sequence, ${whole} AS whole, coalesce(occurred_at > ${young}, false) AS young, ${PROTECTED_SQL} AS protected
                 FROM events WHERE ${sql} AND events.sequence <= ${last} LIMIT ${MOST_EVENTS + 1}) AS found`,
      [...values, lastSequence, floor],
    );
    const found = rows[0] as Found;
    if (found.total > MOST_EVENTS) throw tooMany();
    const sequences = found.sequences ?? [];
    return {
      groups: sequences.length === 0 ? [] : [{ parts, sequences }],
      events: sequences.length,
      alreadyErased: found.already,
      tooYoung: found.young,
      protectedEvents: found.protected,
      lastSequence,
    };
  }

  /** How many of the selection holds in force match, and which holds; the caller holds their lock if that is to stay so. */
  async held(
    client: PoolClient,
    organizationId: string,
    { groups }: Pick<Selection, 'groups'>,
  ): Promise<{ held: number; holds: HoldingView[] }> {
    const sequences = groups.flatMap((group) => group.sequences).toSorted((a, b) => a - b);
    const holds = new Map<string, HoldingView>();
    let held = 0;
    for (let at = 0; at < sequences.length; at += HELD_AT_ONCE) {
      const some = await this.guard.holding(client, organizationId, sequences.slice(at, at + HELD_AT_ONCE));
      held += some.events;
      for (const { id, name, events } of some.holds)
        holds.set(id, { id, name, events: events + (holds.get(id)?.events ?? 0) });
    }
    return { held, holds: [...holds.values()] };
  }

  async #where(
    client: PoolClient,
    organizationId: string,
    { eventIds, query }: Wish,
  ): Promise<{ sql: string; values: unknown[] }> {
    if (query) return this.reader.selection(client, organizationId, query);
    const { rows } = await client.query<{ homes: string[] }>(
      'SELECT array_agg(expires_on::text) AS homes FROM event_homes WHERE organization_id = $1',
      [organizationId],
    );
    return {
      sql: 'organization_id = $1 AND expires_on = ANY ($2::date[]) AND id = ANY ($3::uuid[])',
      values: [organizationId, rows[0]?.homes ?? [], eventIds],
    };
  }
}
