import { randomUUID } from 'node:crypto';
import type { ErasureDetail, ErasureView } from '../../src/modules/erasure/erasure.contract';
import { Purger } from '../../src/modules/retention/retention.purger';
import { RetentionExpiry } from '../../src/modules/retention/retention.expiry';
import { Rehomer } from '../../src/modules/retention/retention.rehomer';
import { Unholder } from '../../src/modules/retention/retention.unholder';
import { DAY_MS } from '../../src/platform/clock/clock';
import { LogWalk } from '../../src/modules/verification/verification.walks';
import { over, placeHold, REASON, releaseHold } from '../support/test-erasures';
import { startTestApp, type TestApp } from '../support/test-app';
import { join, signUpOwner, type TestPerson } from '../support/test-people';
import { appendTo, clean, seal, sealedLog, variedEvents, walk } from '../support/sealed-logs';

let test: TestApp;
let olivia: TestPerson;
let otto: TestPerson;
beforeAll(async () => {
  test = await startTestApp();
  olivia = await signUpOwner(test);
  otto = await join(test, olivia, 'otto@example.com', 'owner', 'Otto Other');
});
afterAll(() => test.close());

const sql = async <T = Record<string, unknown>>(text: string, ...values: unknown[]): Promise<T[]> =>
  (await test.superuser.query(text, values)).rows as T[];

const setDays = async (id: string, days: number | null): Promise<void> => {
  await sql(
    `WITH old AS (SELECT version FROM retention_policies WHERE organization_id = $1)
     INSERT INTO retention_policy_versions (organization_id, version, policy, changed_at, changed_by)
     SELECT $1, coalesce((SELECT version FROM old), 0) + 1, jsonb_build_object('default_days', $2::int, 'rules', '[]'::jsonb, 'floor_days', NULL), $3, '{}'`,
    id,
    days,
    test.clock.now(),
  );
  await sql(
    `INSERT INTO retention_policies (organization_id, default_days, version, updated_at) VALUES ($1, $2, 1, now())
     ON CONFLICT (organization_id) DO UPDATE SET default_days = $2, version = retention_policies.version + 1`,
    id,
    days,
  );
  test.app.get(RetentionExpiry, { strict: false }).forget(id);
};
const purge = () => test.app.get(Purger, { strict: false }).run({ mostDates: 10_000 });

describe('the verification of a log that nobody tampered with', () => {
  it('finds every event present, whatever it is made of, page by page and from anywhere', async () => {
    const id = await sealedLog(test, variedEvents(700));
    await appendTo(test, id, variedEvents(5));
    expect(await walk(test, id)).toMatchObject({ ...clean(705), confirmed_size: 700 });
    await seal(test, id);
    expect(await walk(test, id, { page: 256 })).toMatchObject({ ...clean(705), confirmed_size: 705 });
    expect(await walk(test, id, { from: 600 })).toMatchObject({
      from_sequence: 513,
      confirmed_size: 705,
      findings: [],
      counts: { present: 193 },
    });
  });

  it('is clean for what Daybook recorded itself', async () => {
    await seal(test, olivia.organizationId);
    const result = await walk(test, olivia.organizationId);
    expect(result).toMatchObject(clean(result.through_sequence));
    expect(result.through_sequence).toBeGreaterThan(5);
  });

  it('goes on where another process stopped', async () => {
    const id = await sealedLog(test, variedEvents(800));
    const stop = new AbortController();
    let kept = '';
    const page = 256;
    const onPage = (state: unknown): void => {
      kept = JSON.stringify(state);
      stop.abort();
    };
    expect(await test.app.get(LogWalk, { strict: false }).run(id, { page, onPage, signal: stop.signal })).toBeNull();
    const resume = JSON.parse(kept) as never;
    expect(await walk(test, id, { page, resume })).toMatchObject({ ...clean(800), confirmed_size: 800 });
  });

  it('tells what was erased, and by which event, for as long as the log exists', async () => {
    const id = olivia.organizationId;
    await appendTo(test, id, variedEvents(6, new Date(Date.now() - 30 * DAY_MS)));
    const rows = await sql<{ id: string; sequence: string }>(`SELECT id, sequence FROM events WHERE organization_id = $1 AND action LIKE 'note.%' ORDER BY sequence`, id);
    const body = { event_ids: rows.slice(0, 3).map((row) => row.id), expected_count: 3, reason: REASON, parts: ['actor', 'content'] };
    const { id: erasure } = (await olivia.client.post('/v1/erasures', body).expect(202)).body as ErasureView;
    await otto.client.put(`/v1/erasures/${erasure}/approval`).expect(200);
    expect((await over<ErasureDetail>(test, olivia, erasure)).state).toBe('done');
    await seal(test, id);
    const result = await walk(test, id);
    expect(result.findings).toEqual([]);
    expect(result.counts).toMatchObject({ erased: 3, missing: 0, altered: 0 });
    const [started] = await sql<{ id: string; sequence: string }>(`SELECT id, sequence FROM events WHERE organization_id = $1 AND action = 'erasure.started'`, id);
    expect(result.taken_by).toEqual([{ verdict: 'erased', event_id: started?.id, sequence: Number(started?.sequence), events: 3 }]);
  });

  it('tells what was purged, and by which event, also when that is purged itself; and what holds keep', async () => {
    const id = randomUUID();
    await sql(`INSERT INTO organizations (id, name) VALUES ($1, 'Acme')`, id);
    await setDays(id, 40);
    await appendTo(test, id, variedEvents(30));
    await setDays(id, 20);
    await appendTo(test, id, variedEvents(20));
    const hold = await placeHold(test, { organizationId: id }, 'note-3');
    await seal(test, id);
    expect(await walk(test, id)).toMatchObject(clean(50));
    await test.app.get(Rehomer, { strict: false }).run();
    expect(await walk(test, id)).toMatchObject(clean(50));

    test.clock.advance(60 * DAY_MS);
    await purge();
    await seal(test, id);
    const purged = await walk(test, id);
    expect(purged.findings).toEqual([]);
    expect(purged.counts).toMatchObject({ purged: 48, missing: 0, altered: 0, erased: 0 });
    expect(purged.taken_by.reduce((sum, { events }) => sum + events, 0)).toBe(48);

    await releaseHold(test, hold);
    await sql(`INSERT INTO unholdings (organization_id, hold_version) VALUES ($1, 1)`, id);
    await test.app.get(Unholder, { strict: false }).run();
    expect((await walk(test, id)).findings).toEqual([]);

    test.clock.advance(60 * DAY_MS);
    await purge();
    test.clock.advance(60 * DAY_MS);
    await purge();
    await seal(test, id);
    const later = await walk(test, id);
    expect(later.findings).toEqual([]);
    expect(later.counts.purged).toBeGreaterThan(50);
    expect(await sql('SELECT FROM kept_records WHERE organization_id = $1', id)).not.toEqual([]);
  });
});
