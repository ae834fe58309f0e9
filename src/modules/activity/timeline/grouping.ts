import { MINUTE_MS } from '../../../platform/clock/clock';
import type { AuditEvent } from '../../audit/audit.contract';
import type { ActivitySession, TimelineEntry, TimelineSession } from '../activity.contract';
import { typeOf } from '../activity.types';
import { groupBy } from '../people/group-by';

/** Whoever does nothing for so long has gone and come again. */
const PAUSE_MS = 30 * MINUTE_MS;
const MOST_NAMES = 10;

/** What stands next to a page, as far as it decides whether its first or last group goes on there. */
export interface Neighbour {
  readonly at: string;
  readonly session: string | null;
}

export interface Page {
  /** Newest first. */
  readonly events: readonly AuditEvent[];
  readonly newer: Neighbour | null;
  readonly older: Neighbour | null;
}

/**
 * Events by session, the session of the newest event first. What came without a session is cut where half an hour passes
 * without an event. `sessions` says what the whole of each session is, of which the page may hold a part.
 */
export function groupSessions(
  { events, newer, older }: Page,
  sessions: ReadonlyMap<string, ActivitySession>,
  similar: boolean,
): TimelineSession[] {
  const loose = looseGroups(events);
  const groups = groupBy(events, (event) => sessionOf(event) ?? loose.get(event));
  return [...groups.values()].map((group) => {
    const id = sessionOf(group[0] as AuditEvent);
    const entries = similar ? mergeSimilar(group) : group.map((event) => entryOf([event]));
    const whole = id === null ? null : sessions.get(id);
    return whole
      ? { ...whole, ...partOf(whole, group), entries }
      : { ...looseSession(group, newer, older), entries };
  });
}

export const neighbourOf = (event: AuditEvent): Neighbour => ({
  at: event.occurred_at,
  session: sessionOf(event),
});

export function sessionOf({ context }: AuditEvent): string | null {
  const { session_id } = context;
  return typeof session_id === 'string' ? session_id : null;
}

function looseGroups(events: readonly AuditEvent[]): Map<AuditEvent, number> {
  const groups = new Map<AuditEvent, number>();
  let [group, last] = [0, null as AuditEvent | null];
  for (const event of events) {
    if (sessionOf(event) !== null) continue;
    if (last && !isNear(event.occurred_at, last.occurred_at)) group += 1;
    groups.set(event, group);
    last = event;
  }
  return groups;
}

const isNear = (earlier: string, later: string): boolean =>
  Date.parse(later) - Date.parse(earlier) < PAUSE_MS;

function partOf(
  { started_at, ended_at }: ActivitySession,
  group: readonly AuditEvent[],
): Pick<TimelineSession, 'continued' | 'continues'> {
  return {
    continued: ended_at > (group[0] as AuditEvent).occurred_at,
    continues: started_at < (group.at(-1) as AuditEvent).occurred_at,
  };
}

function looseSession(
  group: readonly AuditEvent[],
  newer: Neighbour | null,
  older: Neighbour | null,
): Omit<TimelineSession, 'entries'> {
  const [first, last] = [group[0] as AuditEvent, group.at(-1) as AuditEvent];
  return {
    id: null,
    started_at: last.occurred_at,
    ended_at: first.occurred_at,
    events: group.length,
    device: null,
    ip: typeof first.context.ip === 'string' ? first.context.ip : null,
    continued: newer?.session === null && isNear(first.occurred_at, newer.at),
    continues: older?.session === null && isNear(older.at, last.occurred_at),
  };
}

/** Neighbours of the same type and outcome, as one; a pause parts them. */
function mergeSimilar(group: readonly AuditEvent[]): TimelineEntry[] {
  const runs: AuditEvent[][] = [];
  for (const event of group) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run && last && isSimilar(event, last) && isNear(event.occurred_at, last.occurred_at)) run.push(event);
    else runs.push([event]);
  }
  return runs.map(entryOf);
}

const likeness = (event: AuditEvent): string => typeOf(event) ?? event.action;
const isSimilar = (a: AuditEvent, b: AuditEvent): boolean =>
  likeness(a) === likeness(b) && a.outcome === b.outcome && a.category === b.category;

/** Of events that stand together, newest first. */
function entryOf(run: readonly AuditEvent[]): TimelineEntry {
  const newest = run[0] as AuditEvent;
  return {
    from: (run.at(-1) as AuditEvent).occurred_at,
    to: newest.occurred_at,
    count: run.length,
    type: typeOf(newest),
    action: newest.action,
    category: newest.category,
    source: newest.source,
    outcome: newest.outcome,
    summary: newest.summary,
    flags: [...new Set(run.flatMap(({ flags }) => flags))].sort(),
    names: [...new Set(run.flatMap(({ resource }) => resource?.name ?? []))].slice(0, MOST_NAMES),
    event_ids: run.map(({ id }) => id),
  };
}
