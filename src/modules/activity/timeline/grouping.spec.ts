import type { AuditEvent } from '../../audit/audit.contract';
import type { ActivitySession } from '../activity.contract';
import { groupSessions, type Neighbour } from './grouping';

let count = 0;
const event = (time: string, session: string | null, action = 'page.viewed', name = 'Page'): AuditEvent =>
  ({
    id: `e${count++}`,
    occurred_at: `2026-11-20T${time}:00.000Z`,
    action,
    operation: 'read',
    category: 'navigation',
    outcome: 'success',
    source: 'activity',
    summary: `viewed ${name}`,
    flags: [],
    resource: { type: 'page', id: name, name },
    context: session === null ? {} : { session_id: session },
  }) as unknown as AuditEvent;

const session = (id: string, from: string, to: string, events: number): [string, ActivitySession] => [
  id,
  {
    id,
    started_at: `2026-11-20T${from}:00.000Z`,
    ended_at: `2026-11-20T${to}:00.000Z`,
    events,
    device: null,
    ip: null,
  },
];
const group = (
  events: AuditEvent[],
  sessions: [string, ActivitySession][] = [],
  {
    newer = null,
    older = null,
    similar = true,
  }: { newer?: Neighbour | null; older?: Neighbour | null; similar?: boolean } = {},
) => groupSessions({ events, newer, older }, new Map(sessions), similar);

describe('a timeline', () => {
  it('puts events of a session together, also when two sessions go on at once', () => {
    const events = [event('10:20', 'a'), event('10:15', 'b'), event('10:10', 'a'), event('10:05', 'b')];
    const found = group(events, [session('a', '10:10', '10:20', 2), session('b', '09:00', '10:15', 40)]);
    expect(
      found.map(({ id, entries, continued, continues }) => [id, entries[0]?.count, continued, continues]),
    ).toEqual([
      ['a', 2, false, false],
      ['b', 2, false, true],
    ]);
  });

  it('shows similar neighbours as one, with their names, until something else happens or half an hour passes', () => {
    const events = [
      event('11:00', 'a', 'page.viewed', 'Billing'),
      event('10:25', 'a', 'page.viewed', 'Calendar'),
      event('10:20', 'a', 'member_list.viewed', 'Members'),
      event('10:10', 'a', 'dashboard.viewed'),
      event('10:00', 'a', 'page.viewed', 'Billing'),
    ];
    const [only] = group(events, [session('a', '10:00', '11:00', 5)]);
    expect(
      only?.entries.map(({ type, count: n, names, from, to }) => [
        type,
        n,
        names,
        from.slice(11, 16),
        to.slice(11, 16),
      ]),
    ).toEqual([
      ['page_viewed', 1, ['Billing'], '11:00', '11:00'],
      ['page_viewed', 2, ['Calendar', 'Members'], '10:20', '10:25'],
      ['dashboard_viewed', 1, ['Page'], '10:10', '10:10'],
      ['page_viewed', 1, ['Billing'], '10:00', '10:00'],
    ]);
    expect(group(events, [], { similar: false }).flatMap(({ entries }) => entries)).toHaveLength(5);
  });

  it('cuts what has no session where half an hour is silent, and says what goes on beyond the page', () => {
    const events = [event('12:00', null), event('11:45', null), event('11:00', null)];
    const found = group(events, [], {
      newer: { at: '2026-11-20T12:10:00.000Z', session: null },
      older: { at: '2026-11-20T10:50:00.000Z', session: 'other' },
    });
    expect(found.map(({ id, events: n, continued, continues }) => [id, n, continued, continues])).toEqual([
      [null, 2, true, false],
      [null, 1, false, false],
    ]);
  });
});
