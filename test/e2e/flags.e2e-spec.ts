import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuditEvent } from '../../src/modules/audit/audit.contract';
import { Countries } from '../../src/platform/geo/countries';
import { openCountries } from '../../src/platform/geo/countries';
import { writeGeoip } from '../support/geoip';
import { startTestApp, type TestApp } from '../support/test-app';
import { mintTestKey } from '../support/test-api-key';
import type { TestClient } from '../support/test-client';
import { signUpOwner, type TestPerson } from '../support/test-people';

/** A Friday. */
const NOON = '2026-11-20T12:00:00.000Z';
const OFFICE = { from: '08:00', to: '17:30' };

const anEvent = (over: object = {}): Record<string, unknown> => ({
  action: 'patient.viewed',
  operation: 'read',
  occurred_at: NOON,
  actor: { type: 'user', id: 'u1', name: 'Jane Doe' },
  ...over,
});

describe('flags, through the API (S4-33)', () => {
  const directory = mkdtempSync(join(tmpdir(), 'daybook-geoip-'));
  let test: TestApp;
  let owner: TestPerson;
  let host: TestClient;

  beforeAll(async () => {
    const path = join(directory, 'countries.mmdb');
    writeGeoip(path, [
      ['81.2.69.0/24', 'GB'],
      ['2a02:d280::/29', 'CZ'],
    ]);
    test = await startTestApp({ overrides: [{ token: Countries, value: await openCountries(path) }] });
    owner = await signUpOwner(test);
    host = test.client(await mintTestKey(test, owner));
  });
  afterAll(async () => {
    await test.close();
    rmSync(directory, { recursive: true });
  });

  /** The events as the log shows them, in the order in which they were sent. */
  const shown = async (...events: object[]): Promise<AuditEvent[]> => {
    const { body } = await host.post('/v1/events', { events }).expect(201);
    const ids = (body as { items: { id: string }[] }).items.map(({ id }) => id);
    const found: AuditEvent[] = [];
    for (const id of ids)
      found.push((await owner.client.get(`/v1/events/${id}`).expect(200)).body as AuditEvent);
    return found;
  };
  const flagsOf = async (...events: object[]): Promise<(readonly string[])[]> =>
    (await shown(...events)).map(({ flags }) => flags);

  const setHours = async (settings: object): Promise<void> => {
    await owner.client.patch('/v1/organization', settings).expect(200);
  };

  it('names the country of an address unless the sender does, and takes the same delivery again either way (S4-03)', async () => {
    const [british, czech, nowhere, said] = [
      { ip: '81.2.69.7' },
      { ip: '2a02:d280::1' },
      { ip: '10.1.2.3' },
      { ip: '81.2.69.7', country: 'DE' },
    ].map((context, n) =>
      anEvent({ context, actor: { id: `geo-${n}` }, id: `00000000-0000-4000-8000-00000000000${n}` }),
    );
    const events = [british, czech, nowhere, said] as object[];
    expect((await shown(...events)).map(({ context }) => context.country)).toEqual([
      'GB',
      'CZ',
      undefined,
      'DE',
    ]);
    const again = await host.post('/v1/events', { events }).expect(200);
    expect(again.body).toMatchObject({ stored: 0, duplicates: 4, conflicts: 0 });
    const other = { ...said, context: { ip: '81.2.69.7', country: 'FR' } };
    const { body } = await host.post('/v1/events', other).expect(409);
    expect(body).toMatchObject({ errors: [{ pointer: '/context/country' }] });
    await host.post('/v1/events', anEvent({ context: { country: 'Germany' } })).expect(422);
  });

  it('flags a new address of a person, and shows it under the filter', async () => {
    const jane = (ip: string): object => anEvent({ actor: { id: 'new-ip' }, context: { ip } });
    expect(await flagsOf(jane('10.0.0.1'), jane('10.0.0.1'), jane('10.0.0.2'))).toEqual([[], [], ['new_ip']]);
    const { body } = await owner.client
      .get(`/v1/events?flag=new_ip&actor=new-ip&from=2026-11-20T00:00:00Z&to=2026-11-21T00:00:00Z`)
      .expect(200);
    expect((body as { data: AuditEvent[] }).data).toHaveLength(1);
  });

  it('flags the fifth failed sign-in within ten minutes, a bulk of changes, and what is critical', async () => {
    const failed = (minute: number): object =>
      anEvent({
        action: 'session.signed_in',
        operation: 'authenticate',
        outcome: 'denied',
        actor: { id: 'burst' },
        occurred_at: `2026-11-20T12:0${minute}:00Z`,
      });
    expect(await flagsOf(...[0, 1, 2, 3, 4].map(failed))).toEqual([[], [], [], [], ['failed_burst']]);
    const changed = anEvent({ action: 'patient.updated', operation: 'update', actor: { id: 'bulk' } });
    await host.post('/v1/events', { events: Array.from({ length: 48 }, () => changed) }).expect(201);
    expect(await flagsOf(changed, changed)).toEqual([[], ['bulk_change', 'critical']]);
    expect(await flagsOf(anEvent({ action: 'role.granted', operation: 'update' }))).toEqual([['critical']]);
  });

  it('keeps what the sender flags, phi among it (S2-19)', async () => {
    expect(await flagsOf(anEvent({ flags: ['phi', 'own_flag'] }))).toEqual([['own_flag', 'phi']]);
  });

  it('flags off hours by hours, zone and holidays, each from the moment it is set, and not before', async () => {
    const person = { id: 'off' };
    const at = (time: string, over: object = {}): object =>
      anEvent({ actor: person, occurred_at: time, ...over });
    const night = '2026-11-20T23:30:00Z';
    expect(await flagsOf(at(night))).toEqual([[]]);
    await setHours({ time_zone: 'Europe/Berlin', working_hours: { friday: OFFICE } });
    expect(
      await flagsOf(
        at(NOON),
        at(night),
        at('2026-11-21T12:00:00Z'),
        at(night, { actor: { type: 'system', id: 's' } }),
      ),
    ).toEqual([[], ['off_hours'], ['off_hours'], []]);
    await setHours({ time_zone: 'America/Los_Angeles' });
    expect(await flagsOf(at(NOON), at(night))).toEqual([['off_hours'], []]);
    await setHours({ holidays: [{ date: '2026-11-20', name: 'Day off' }] });
    expect(await flagsOf(at(night))).toEqual([['off_hours']]);
    await setHours({ working_hours: { friday: null } });
    expect(await flagsOf(at(night))).toEqual([[]]);
  });

  it('tells another process of new hours within ten seconds', async () => {
    const other = await startTestApp({ database: test.database });
    const key = other.client(await mintTestKey(test, owner));
    const send = async (): Promise<readonly string[]> => {
      const { body } = await key.post('/v1/events', anEvent({ actor: { id: 'two' } })).expect(201);
      const [{ id }] = (body as { items: [{ id: string }] }).items;
      return ((await owner.client.get(`/v1/events/${id}`).expect(200)).body as AuditEvent).flags;
    };
    expect(await send()).toEqual([]);
    await setHours({ time_zone: 'UTC', holidays: [], working_hours: { monday: OFFICE } });
    other.clock.advance(10_000);
    expect(await send()).toEqual(['off_hours']);
    await other.close();
  });
});
