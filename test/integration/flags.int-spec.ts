import { randomUUID } from 'node:crypto';
import type { NewEvent } from '../../src/modules/audit/audit.event';
import { forEver } from '../../src/modules/audit/audit.expiry';
import type { EventFlags } from '../../src/modules/audit/flags/event-flags';
import { EventWriter } from '../../src/modules/audit/recording/event-writer';
import { EventPartitions } from '../../src/modules/audit/storage/partitions';
import { SystemClock } from '../../src/platform/clock/clock';
import { unavailable } from '../../src/platform/errors/daybook-error';
import { eventFlags } from '../support/flags';
import { anEvent, openLog, someone, type LogFixture } from '../support/log-fixture';

const START = Date.parse('2026-11-20T10:00:00.000Z');
const minutes = (count: number): Date => new Date(START + count * 60_000);

/** Nothing but what a case names may raise a flag. */
const aRead = (over: Partial<NewEvent> = {}): NewEvent =>
  anEvent({ action: 'patient.viewed', operation: 'read', changes: null, ...over });
const from = (ip: string, over: Partial<NewEvent> = {}): NewEvent => aRead({ context: { ip }, ...over });
const aFailure = (at: Date, over: Partial<NewEvent> = {}): NewEvent =>
  anEvent({
    action: 'session.signed_in',
    operation: 'authenticate',
    outcome: 'denied',
    occurred_at: at,
    ...over,
  });
const aChange = (at: Date, over: Partial<NewEvent> = {}): NewEvent =>
  anEvent({ action: 'patient.updated', occurred_at: at, ...over });

describe('flags', () => {
  let log: LogFixture;
  let organizationId: string;
  let writer: EventWriter;

  const newProcess = (flags: EventFlags = eventFlags()): EventWriter =>
    new EventWriter(
      log.app,
      new EventPartitions(log.app),
      { of: () => Promise.resolve(forEver) },
      new SystemClock(),
      flags,
    );

  beforeAll(async () => void (log = await openLog()));
  beforeEach(() => {
    organizationId = randomUUID();
    writer = newProcess();
  });
  afterAll(() => log.close());

  /** The flags of the organization's events, in the order of the log. */
  const flags = async (): Promise<string[][]> =>
    (
      await log.admin.pool.query<{ flags: string[] }>(
        'SELECT flags FROM events WHERE organization_id = $1 ORDER BY sequence',
        [organizationId],
      )
    ).rows.map((row) => row.flags);

  const flagsOf = async (...events: NewEvent[]): Promise<string[][]> => {
    for (const event of events) await writer.write(organizationId, [event]);
    return (await flags()).slice(-events.length);
  };

  const addresses = async (): Promise<string[]> =>
    (
      await log.admin.pool.query<{ ip: string }>(
        'SELECT host(ip) AS ip FROM actor_addresses WHERE organization_id = $1 ORDER BY first_seen_at, ip',
        [organizationId],
      )
    ).rows.map(({ ip }) => ip);

  describe('new_ip (S4-33)', () => {
    it('is given for the second address of a person, once, and not for the first', async () => {
      const events = ['10.0.0.1', '10.0.0.1', '10.0.0.2', '10.0.0.2', '10.0.0.1', '2001:db8::1'].map((ip) =>
        from(ip),
      );
      expect(await flagsOf(...events)).toEqual([[], [], ['new_ip'], [], [], ['new_ip']]);
      expect(await addresses()).toEqual(['10.0.0.1', '10.0.0.2', '2001:db8::1']);
    });

    it('is given to the first of several events of one batch', async () => {
      await writer.write(organizationId, [
        from('10.0.0.1'),
        from('10.0.0.2'),
        from('10.0.0.2'),
        from('10.0.0.1'),
      ]);
      expect(await flags()).toEqual([[], ['new_ip'], [], []]);
    });

    it('is remembered by the database: another process knows the addresses, another organization does not', async () => {
      await flagsOf(from('10.0.0.1'), from('10.0.0.2'));
      writer = newProcess();
      expect(await flagsOf(from('10.0.0.2'), from('10.0.0.3'))).toEqual([[], ['new_ip']]);
      organizationId = randomUUID();
      expect(await flagsOf(from('10.0.0.3'), from('10.0.0.1'))).toEqual([[], ['new_ip']]);
    });

    it('knows a person by their id, else by their e-mail address in small letters, whatever they are called', async () => {
      const jane = (ip: string, over: object): NewEvent => from(ip, { actor: someone(over) });
      expect(
        await flagsOf(
          jane('10.0.0.1', {}),
          jane('10.0.0.2', { name: 'Jane Roe', email: 'roe@acme.example' }),
          jane('10.0.0.3', { id: null, email: 'Jane@acme.example' }),
          jane('10.0.0.4', { id: null, email: 'jane@ACME.example', name: null }),
          jane('10.0.0.5', { id: 'u2' }),
        ),
      ).toEqual([[], ['new_ip'], [], ['new_ip'], []]);
    });

    it('is for people and keys, not for Daybook itself nor for who is unknown', async () => {
      const by = (type: 'system' | 'anonymous' | 'api_key' | 'support', ip: string): NewEvent =>
        from(ip, { actor: someone({ type }) });
      const both = (type: Parameters<typeof by>[0]): NewEvent[] => [
        by(type, '10.0.0.1'),
        by(type, '10.0.0.2'),
      ];
      expect(
        await flagsOf(...both('system'), ...both('anonymous'), ...both('api_key'), ...both('support')),
      ).toEqual([[], [], [], [], [], ['new_ip'], [], ['new_ip']]);
    });

    it('is given to a failed sign-in, which does not make the address known', async () => {
      const attempt = (ip: string): NewEvent => aFailure(minutes(0), { context: { ip } });
      expect(
        await flagsOf(
          attempt('10.0.0.9'),
          from('10.0.0.1'),
          attempt('10.0.0.9'),
          attempt('10.0.0.9'),
          from('10.0.0.9'),
        ),
      ).toEqual([[], [], ['new_ip'], ['new_ip'], ['new_ip']]);
      expect(await addresses()).toEqual(['10.0.0.1', '10.0.0.9']);
    });

    it('learns nothing from an event that is not stored', async () => {
      const first = from('10.0.0.1', { sent: ['id', 'action'] });
      await writer.write(organizationId, [first]);
      const forged = { ...first, action: 'other.thing', context: { ip: '10.0.0.2' } };
      await writer.write(organizationId, [forged, from('10.0.0.1')]);
      expect(await addresses()).toEqual(['10.0.0.1']);
      expect(await flagsOf(from('10.0.0.2'))).toEqual([['new_ip']]);
    });

    it('keeps the newest thousand addresses of a person', async () => {
      await log.admin.pool.query(
        `INSERT INTO actor_addresses SELECT $1, 'user:u1', '10.1.0.0'::inet + n, '2026-01-01'::timestamptz + n * interval '1 s' FROM generate_series(1, 1200) n`,
        [organizationId],
      );
      expect(await flagsOf(from('10.0.0.2'))).toEqual([['new_ip']]);
      expect(await addresses()).toHaveLength(1_000);
      expect((await addresses()).at(-1)).toBe('10.0.0.2');
      expect(await flagsOf(from('10.1.0.3'), from('10.1.4.176'))).toEqual([['new_ip'], []]);
    });
  });

  describe('failed_burst (S4-33)', () => {
    const five = (apart: number, over: (n: number) => Partial<NewEvent> = () => ({})): NewEvent[] =>
      Array.from({ length: 5 }, (_, n) => aFailure(minutes(n * apart), over(n)));
    const NONE: string[] = [];
    const LAST = [NONE, NONE, NONE, NONE, ['failed_burst']];
    const SILENT = [NONE, NONE, NONE, NONE, NONE];

    it('is given to the fifth failed sign-in within ten minutes, and to those that follow', async () => {
      expect(await flagsOf(...five(2.5), aFailure(minutes(11)))).toEqual([...LAST, ['failed_burst']]);
    });

    it('is silent on five in eleven minutes, on four, on five of two people, and on successes', async () => {
      expect(await flagsOf(...five(2.75))).toEqual(SILENT);
      organizationId = randomUUID();
      expect(await flagsOf(...five(1, (n) => ({ actor: someone({ id: n % 2 ? 'u1' : 'u2' }) })))).toEqual(
        SILENT,
      );
      organizationId = randomUUID();
      expect(await flagsOf(...five(1, (n) => (n === 2 ? { outcome: 'success' } : {})))).toEqual(SILENT);
      organizationId = randomUUID();
      expect(await flagsOf(...five(1, (n) => (n === 2 ? { operation: 'execute' } : {})))).toEqual(SILENT);
    });

    it('counts those of nobody known by their address', async () => {
      const nobody = someone({ type: 'anonymous', id: null, email: null, name: null });
      expect(await flagsOf(...five(1, () => ({ actor: nobody })))).toEqual(LAST);
      organizationId = randomUUID();
      expect(
        await flagsOf(...five(1, (n) => ({ actor: nobody, context: { ip: `10.0.0.${n % 2}` } }))),
      ).toEqual(SILENT);
    });

    it('counts those that try one account, wherever they come from', async () => {
      const nobody = someone({ type: 'anonymous', id: null, email: null, name: null });
      const tries = (email: (n: number) => string): NewEvent[] =>
        five(1, (n) => ({ actor: nobody, context: { ip: `10.0.0.${n}` }, details: { email: email(n) } }));
      expect(await flagsOf(...tries((n) => (n % 2 ? 'jane@acme.example' : 'Jane@acme.example')))).toEqual(
        LAST,
      );
      organizationId = randomUUID();
      await writer.write(organizationId, tries(() => 'jane@acme.example').slice(0, 4));
      writer = newProcess();
      await writer.write(organizationId, tries(() => 'jane@acme.example').slice(4));
      expect(await flags()).toEqual(LAST);
      organizationId = randomUUID();
      expect(await flagsOf(...tries((n) => `${n % 2}@acme.example`))).toEqual(SILENT);
    });

    it('counts within one batch and over batches, processes and names', async () => {
      await writer.write(organizationId, five(1).slice(0, 3));
      writer = newProcess();
      await writer.write(organizationId, five(1, () => ({ actor: someone({ name: 'Jane Roe' }) })).slice(3));
      expect(await flags()).toEqual(LAST);
      organizationId = randomUUID();
      await writer.write(organizationId, [...five(1), ...five(1)]);
      expect((await flags()).map((each) => each.length)).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 1, 1]);
    });

    it('is given to one that comes late and completes five, wherever it stands among them', async () => {
      const [a, b, c, d, e] = five(2) as [NewEvent, NewEvent, NewEvent, NewEvent, NewEvent];
      expect(await flagsOf(a, b, d, e, c)).toEqual(LAST);
      organizationId = randomUUID();
      expect(await flagsOf(e, d, c, b, a)).toEqual(LAST);
    });

    it('does not count a repeated delivery twice', async () => {
      const [a, b, c, d] = five(1).map((event) => ({ ...event, sent: ['id', 'action'] })) as NewEvent[];
      const sent = [a, b, c] as NewEvent[];
      await writer.write(organizationId, sent);
      const results = await writer.write(organizationId, [...sent, d as NewEvent]);
      expect(results.map(({ status }) => status)).toEqual(['duplicate', 'duplicate', 'duplicate', 'stored']);
      expect(await flags()).toEqual([[], [], [], []]);
    });

    it('misses none when they arrive at two processes at the same moment', async () => {
      const processes = [writer, newProcess()];
      const eight = Array.from({ length: 8 }, (_, n) => aFailure(minutes(n / 10)));
      await Promise.all(
        eight.map((event, n) => (processes[n % 2] as EventWriter).write(organizationId, [event])),
      );
      expect((await flags()).filter((each) => each.includes('failed_burst'))).toHaveLength(4);
    });
  });

  describe('bulk_change (S4-32)', () => {
    const BULK = ['bulk_change', 'critical'];
    const many = (count: number, over: Partial<NewEvent> = {}, at = 0): NewEvent[] =>
      Array.from({ length: count }, (_, n) => aChange(new Date(minutes(at).getTime() + n * 1_000), over));
    const flagged = async (): Promise<number> =>
      (await flags()).filter((each) => each.includes('bulk_change')).length;

    it('is given to the fiftieth change of a person within ten minutes, and to those that follow', async () => {
      expect((await flagsOf(...many(51))).slice(48)).toEqual([[], BULK, BULK]);
    });

    it('counts within one batch', async () => {
      await writer.write(organizationId, many(60));
      expect((await flags()).map((each) => each.length > 0)).toEqual(
        Array.from({ length: 60 }, (_, n) => n >= 49),
      );
    });

    it('is silent on 49, on fifty in eleven minutes, of two people, of machines, of reads and of failures', async () => {
      const neighbours = [
        many(49),
        [...many(25), ...many(25, {}, 10)],
        [...many(25), ...many(25, { actor: someone({ id: 'u2' }) })],
        many(50, { actor: someone({ type: 'api_key' }) }),
        many(50, { operation: 'read' }),
        many(50, { outcome: 'failure' }),
      ];
      for (const events of neighbours) {
        organizationId = randomUUID();
        await writer.write(organizationId, events);
        expect(await flagged()).toBe(0);
      }
    });

    it('is noticed after nine changes by a process that has just started', async () => {
      await writer.write(organizationId, many(45));
      writer = newProcess();
      expect((await flagsOf(...many(11, {}, 2))).map((each) => each.length > 0)).toEqual(
        Array.from({ length: 11 }, (_, n) => n >= 9),
      );
    });

    it('counts what two processes store by turns', async () => {
      const other = newProcess();
      for (const [n, event] of many(80).entries())
        await (n % 2 ? writer : other).write(organizationId, [event]);
      expect(await flagged()).toBeGreaterThanOrEqual(80 - 49 - 10);
      expect((await flags()).slice(0, 49).flat()).toEqual([]);
    });

    it('does not count a repeated delivery twice', async () => {
      const events = many(30, { sent: ['id', 'action'] });
      await writer.write(organizationId, events);
      await writer.write(organizationId, [...events, ...many(1, {}, 1)]);
      expect(await flags()).toHaveLength(31);
      expect(await flagged()).toBe(0);
    });

    it('is given to one event that says it concerns fifty, and not to one of 49', async () => {
      const related = (count: number): NewEvent['related'] =>
        Array.from({ length: count }, (_, n) => ({ type: 'file', id: `f${n}` }));
      expect(
        await flagsOf(
          aChange(minutes(0), { details: { count: 50 } }),
          aChange(minutes(0), { details: { count: 49 } }),
          aChange(minutes(0), { details: { count: '50' } }),
          aChange(minutes(0), { related: related(50) }),
          aChange(minutes(0), { related: related(49) }),
          aRead({ details: { count: 50 } }),
        ),
      ).toEqual([BULK, [], [], BULK, [], []]);
    });
  });

  describe('critical (S4-32)', () => {
    const reported = { api_key_id: randomUUID(), ip: null, request_id: 'r' };

    it('is given to what host products report by operation and words, and left to be declared by Daybook', async () => {
      const host = (
        action: string,
        operation: NewEvent['operation'],
        over: Partial<NewEvent> = {},
      ): NewEvent => anEvent({ action, operation, reported_by: reported, ...over });
      expect(
        await flagsOf(
          host('patient.deleted', 'delete'),
          host('member.role_changed', 'update', { outcome: 'denied' }),
          host('member.role_viewed', 'read'),
          host('report.exported', 'read'),
          host('iam:AttachRolePolicy', 'execute'),
          host('patient.enrolled', 'update'),
          anEvent({ action: 'patient.deleted', operation: 'delete' }),
        ),
      ).toEqual([['critical'], ['critical'], [], ['critical'], ['critical'], [], []]);
    });
  });

  it('are merged with what the sender said, sorted, each once', async () => {
    await flagsOf(from('10.0.0.1'));
    expect(await flagsOf(from('10.0.0.2', { flags: ['zeta', 'new_ip', 'phi'] }))).toEqual([
      ['new_ip', 'phi', 'zeta'],
    ]);
  });

  it('leave a repeated delivery a duplicate, and are those of the first', async () => {
    await flagsOf(from('10.0.0.1'));
    const sent = from('10.0.0.2', { sent: ['id', 'action', 'flags', 'context'], flags: ['phi'] });
    expect(await flagsOf(sent)).toEqual([['new_ip', 'phi']]);
    expect(await writer.write(organizationId, [sent])).toMatchObject([{ status: 'duplicate', sequence: 2 }]);
    expect(await writer.write(organizationId, [{ ...sent, flags: ['other'] }])).toMatchObject([
      { status: 'conflict', member: 'flags' },
    ]);
  });

  it('fail closed: what cannot be judged is not stored', async () => {
    const down = { of: () => Promise.reject(unavailable('database.unavailable', 'Away.')) };
    writer = newProcess(eventFlags(down));
    await expect(writer.write(organizationId, [aRead()])).rejects.toMatchObject({
      code: 'database.unavailable',
    });
    expect(await flags()).toEqual([]);
  });

  it('find the event that the database refuses, and flag its neighbours all the same', async () => {
    const bad = from('10.0.0.2', { actor: someone({ id: 'no\0good' }) });
    const results = await writer.write(organizationId, [from('10.0.0.1'), bad, from('10.0.0.3')]);
    expect(results.map(({ status }) => status)).toEqual(['stored', 'rejected', 'stored']);
    expect(await flags()).toEqual([[], ['new_ip']]);
  });
});
