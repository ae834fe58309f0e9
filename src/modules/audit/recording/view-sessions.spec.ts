import { Clock } from '../../../platform/clock/clock';
import { withRequest } from '../../../platform/context/request-context';
import { anonymous, RequestRecord } from '../../../platform/context/request-record';
import { ViewSessions } from './view-sessions';

class Watch extends Clock {
  at = Date.parse('2026-11-28T12:00:00Z');
  override now(): Date {
    return new Date(this.at);
  }
}

const CLIENT = { ip: null, peerIp: null, userAgent: null, traceId: null, forwardedFor: null };

function request(view: string | null, sessionId: string | null): RequestRecord {
  const record = new RequestRecord('r', new Date(), 'GET', '/v1/events', CLIENT);
  record.view = view;
  const nobody = { accountId: null, apiKeyId: null, role: null, scopes: null, actor: anonymous };
  record.principal = { ...nobody, organizationId: 'o', sessionId };
  return record;
}

describe('a view of the log (S3-13)', () => {
  const watch = new Watch();
  let views: ViewSessions;
  beforeEach(() => (views = new ViewSessions(watch)));

  interface Reading {
    readonly view?: string | null;
    readonly session?: string | null;
    readonly isWritten?: boolean;
    readonly partOf?: readonly unknown[];
  }

  /** Whether the read leaves an entry of its own. */
  function leavesEntry(own: readonly unknown[], reading: Reading = {}): boolean {
    const { view = 'a-view-of-a-tab-1', session = 's', isWritten = true, partOf } = reading;
    const record = request(view, session);
    withRequest(record, () => views.read(own, partOf));
    const isOwn = record.claim();
    if (isOwn && isWritten) record.whenRecorded?.();
    return isOwn;
  }

  it('is recorded once for a query, with what is counted beside it', () => {
    expect(leavesEntry(['list', 'a'])).toBe(true);
    expect(leavesEntry(['list', 'a'])).toBe(false);
    expect(leavesEntry(['chart', 'a'], { partOf: ['list', 'a'] })).toBe(false);
    expect(leavesEntry(['list', 'b'])).toBe(true);
  });

  it('is recorded by its list even when its chart was read before', () => {
    expect(leavesEntry(['chart', 'a'], { partOf: ['list', 'a'] })).toBe(true);
    expect(leavesEntry(['chart', 'a'], { partOf: ['list', 'a'] })).toBe(false);
    expect(leavesEntry(['list', 'a'])).toBe(true);
  });

  it('is recorded again after a quarter of an hour', () => {
    expect(leavesEntry(['list', 'a'])).toBe(true);
    watch.at += 15 * 60_000;
    expect(leavesEntry(['list', 'a'])).toBe(true);
  });

  it('is another one for another session and another tab', () => {
    expect(leavesEntry(['list', 'a'])).toBe(true);
    expect(leavesEntry(['list', 'a'], { session: 'another' })).toBe(true);
    expect(leavesEntry(['list', 'a'], { view: 'another-view-of-it' })).toBe(true);
  });

  it('stands for nothing before its entry is durable', () => {
    expect(leavesEntry(['list', 'a'], { isWritten: false })).toBe(true);
    expect(leavesEntry(['list', 'a'])).toBe(true);
  });

  it.each([
    ['an API key', { session: null }],
    ['a client that names no view', { view: null }],
  ])('is no matter of %s: each read is an entry', (_, reading) => {
    expect(leavesEntry(['list', 'a'], reading)).toBe(true);
    expect(leavesEntry(['list', 'a'], reading)).toBe(true);
  });

  it('is forgotten before memory is full, never taken for another', () => {
    for (let index = 0; index <= 20_000; index++) leavesEntry(['list', index]);
    expect(leavesEntry(['list', 0])).toBe(true);
    expect(leavesEntry(['list', 20_000])).toBe(false);
  });
});
