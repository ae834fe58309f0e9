import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NewEvent } from '../../src/modules/audit/audit.event';
import { EventWriter } from '../../src/modules/audit/recording/event-writer';
import type { Export } from '../../src/modules/exports/exports.contract';
import type {
  ExportSchedule,
  ExportScheduleList,
  ScheduledRun,
  ScheduledRunPage,
} from '../../src/modules/exports/exports.schedules.contract';
import { ExportScheduling } from '../../src/modules/exports/exports.scheduling';
import { ExportSweeper } from '../../src/modules/exports/exports.sweeper';
import { FileStore } from '../../src/platform/files/file-store';
import { StorageFault } from '../../src/platform/files/storage-fault';
import { anEvent } from '../support/log-fixture';
import { mintTestKey } from '../support/test-api-key';
import { startTestApp, type TestApp } from '../support/test-app';
import { mailsTo } from '../support/test-mail';
import {
  foundAnother,
  join as joinAs,
  memberIdOf,
  signIn,
  signUpOwner,
  type TestPerson,
} from '../support/test-people';
import { until } from '../support/until';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const DAILY = { name: 'Everything', format: 'csv', query: { source: 'ehr' }, frequency: 'daily', hour: 6 };

describe('scheduled exports (S4-31)', () => {
  let test: TestApp;
  let owner: TestPerson;

  beforeEach(async () => {
    test = await startTestApp();
    owner = await signUpOwner(test);
  });

  afterEach(() => test.close());

  const schedule = async (over: object = {}, person = owner): Promise<ExportSchedule> =>
    (await person.client.post('/v1/export-schedules', { ...DAILY, ...over }).expect(201))
      .body as ExportSchedule;
  const get = async (id: string, person = owner): Promise<ExportSchedule> =>
    (await person.client.get(`/v1/export-schedules/${id}`).expect(200)).body as ExportSchedule;
  const runsOf = async (id: string): Promise<readonly ScheduledRun[]> =>
    (
      (await owner.client.get(`/v1/export-schedules/${id}/runs?limit=200`).expect(200))
        .body as ScheduledRunPage
    ).data;
  const run = (app = test): Promise<number> => app.app.get(ExportScheduling, { strict: false }).run();

  /** Sessions end while nobody is there. */
  const waitUntil = async (moment: string | number): Promise<void> => {
    const at = typeof moment === 'string' ? Date.parse(moment) : moment;
    test.clock.advance(at - test.clock.now().getTime() + 1_000);
    owner = await signIn(test, owner.email);
  };
  const nextOf = ({ next_at }: ExportSchedule): string => next_at ?? 'never';

  const log = (events: Partial<NewEvent>[]): Promise<unknown> =>
    test.app.get(EventWriter, { strict: false }).write(
      owner.organizationId,
      events.map((event) => anEvent({ source: 'ehr', ...event })),
    );

  const built = (exportId: string): Promise<Export> =>
    until('the export', async () => {
      const { body } = await owner.client.get(`/v1/exports/${exportId}`).expect(200);
      return !['pending', 'running'].includes((body as Export).state) && (body as Export);
    });
  const lastRun = async (id: string): Promise<ScheduledRun> => (await get(id)).last_run as ScheduledRun;
  const events = async (...actions: string[]) =>
    (await test.events(owner.organizationId)).filter(({ action }) => actions.includes(action));
  const place = (file: string): string => join(test.settings.dataDirectory, 'files', file);

  it('make a file of each whole day, where it is found and stays as long as was said', async () => {
    const me = await memberIdOf(owner, owner.email);
    const made = await schedule({ mail_to: [me], keep_days: 30 });
    const today = test.clock.now().toISOString().slice(0, 10);
    expect(made).toMatchObject({
      frequency: 'daily',
      weekday: null,
      month_day: null,
      time_zone: 'UTC',
      suspension: null,
      last_run: null,
      runs_for: { account_id: owner.accountId },
      next_at: expect.stringMatching(/T06:00:00.000Z$/),
    });
    const covered = new Date(Date.parse(nextOf(made)) - DAY_MS - 6 * HOUR_MS);
    const at = (hours: number) => ({
      occurred_at: new Date(covered.getTime() + hours * HOUR_MS),
    });
    await log([at(-0.001), at(0), at(12), at(23.999), at(24)]);
    expect(await run()).toBe(0);

    await waitUntil(nextOf(made));
    expect(await run()).toBe(1);
    const { export_id: exportId } = await lastRun(made.id);
    const done = await built(exportId);
    expect(done).toMatchObject({ state: 'finished', origin: 'schedule', progress: { rows: 3 } });
    expect(done.requested_by).toMatchObject({ id: owner.accountId, type: 'user' });
    await run();

    const period = covered.toISOString().slice(0, 10);
    const file = `scheduled/${owner.organizationId}/${made.id}/${period}.zip`;
    const finished = await lastRun(made.id);
    expect(finished).toMatchObject({
      period,
      state: 'finished',
      file,
      failure: null,
      from: covered.toISOString(),
    });
    expect(Date.parse(finished.expires_at ?? '') - test.clock.now().getTime()).toBeGreaterThan(29.9 * DAY_MS);
    expect(
      createHash('sha256')
        .update(readFileSync(place(file)))
        .digest('hex'),
    ).toBe(done.sha256);
    expect(
      await events('export_schedule.created', 'export_schedule.ran', 'export_schedule.delivered'),
    ).toMatchObject([
      { actor: { id: owner.accountId }, flags: ['critical'], resource: { id: made.id, name: 'Everything' } },
      { actor: { type: 'system' }, details: { period, export_id: exportId, runs_for: owner.accountId } },
      { actor: { type: 'system' }, details: { file, sha256: done.sha256, export_id: exportId } },
    ]);
    const [mail] = (await mailsTo(test, owner.email)).filter((text) => text.includes(period));
    expect(mail).toContain(`/exports/${exportId}`);
    expect(today <= period).toBe(true);

    await keepsItFor30Days(made.id, file, exportId);
  });

  async function keepsItFor30Days(id: string, file: string, exportId: string): Promise<void> {
    const sweeper = test.app.get(ExportSweeper, { strict: false });
    await owner.client.put(`/v1/export-schedules/${id}/suspension`).expect(200);
    const folder = place(`exports/${owner.organizationId}/${exportId}`);
    expect(readdirSync(folder)).toHaveLength(1);
    await waitUntil(test.clock.now().getTime() + DAY_MS);
    await run();
    expect(existsSync(folder)).toBe(false);
    await waitUntil(test.clock.now().getTime() + 28 * DAY_MS);
    await sweeper.sweep();
    await run();
    expect(existsSync(place(file))).toBe(true);
    await owner.client.get(`/v1/exports/${exportId}/file`).expect(200);
    await waitUntil(test.clock.now().getTime() + 2 * DAY_MS);
    expect(await sweeper.sweep()).toMatchObject({ expired: 1 });
    await run();
    expect(existsSync(place(file))).toBe(false);
    expect(await lastRun(id)).toMatchObject({ state: 'expired', file: null });
    await owner.client.get(`/v1/exports/${exportId}/file`).expect(404);
  }

  it('make up for each period that was missed, the oldest first, and for 31 of them', async () => {
    const made = await schedule();
    const first = Date.parse(nextOf(made));
    await waitUntil(first + 3 * DAY_MS);
    expect(await run()).toBe(4);
    expect(await run()).toBe(0);
    const runs = (await runsOf(made.id)).toReversed();
    expect(runs.map(({ from, to }) => [from, to])).toEqual(
      [0, 1, 2, 3].map((n) =>
        [first - DAY_MS, first].map((at) => new Date(at - 6 * HOUR_MS + n * DAY_MS).toISOString()),
      ),
    );
    await waitUntil(first + 43 * DAY_MS);
    expect(await run()).toBe(31);
    expect(await run()).toBe(0);
    const day = (n: number) => new Date(first + n * DAY_MS - DAY_MS).toISOString().slice(0, 10);
    expect((await runsOf(made.id)).map(({ period }) => period)).toEqual(
      Array.from({ length: 35 }, (_, n) => day(34 - n)),
    );
    expect(await events('export_schedule.skipped')).toMatchObject([
      { details: { first: day(35), last: day(43) } },
    ]);
    expect(nextOf(await get(made.id))).toBe(new Date(first + 44 * DAY_MS).toISOString());
  });

  it('are each made once when several processes are at it, and delivered once', async () => {
    const { database, settings } = test;
    const other = await startTestApp({ database, settings: { dataDirectory: settings.dataDirectory } });
    try {
      const made = await Promise.all([schedule(), schedule({ frequency: 'weekly' }), schedule({ hour: 5 })]);
      const me = await memberIdOf(owner, owner.email);
      await owner.client.patch(`/v1/export-schedules/${made[0]?.id}`, { mail_to: [me] }).expect(200);
      await waitUntil(test.clock.now().getTime() + 8 * DAY_MS);
      other.clock.advance(test.clock.now().getTime() - other.clock.now().getTime());
      const started = await Promise.all([test, other, test, other, test, other].map((each) => run(each)));
      expect(started.reduce((sum, n) => sum + n, 0)).toBe(await count('exports'));
      const runs = (await Promise.all(made.map(({ id }) => runsOf(id)))).flat();
      expect(runs).toHaveLength(await count('exports'));
      expect(new Set(runs.map(({ export_id }) => export_id)).size).toBe(runs.length);
      for (const { export_id } of runs) await built(export_id);
      await Promise.all([test, other, test, other].map((each) => run(each)));
      expect(await events('export_schedule.ran')).toHaveLength(runs.length);
      expect(await events('export_schedule.delivered')).toHaveLength(runs.length);
      await mailsTo(other, owner.email);
      const mails = await mailsTo(test, owner.email);
      const ready = mails.filter((text) => text.includes('is ready'));
      expect(ready).toHaveLength((await runsOf(made[0]?.id ?? '')).length);
    } finally {
      await other.close();
    }
  }, 120_000);

  const count = async (table: string): Promise<number> =>
    Number((await test.superuser.query<{ n: string }>(`SELECT count(*) AS n FROM ${table}`)).rows[0]?.n);

  it('suspend themselves when whom they run for may not export any more, until somebody takes them over', async () => {
    const adam = await joinAs(test, owner, 'adam@example.com', 'admin');
    const made = await schedule({}, adam);
    await owner.client.delete(`/v1/members/${await memberIdOf(owner, adam.email)}`).expect(204);
    await waitUntil(nextOf(made));
    expect(await run()).toBe(0);
    expect(await get(made.id)).toMatchObject({
      suspension: { reason: 'permission_lost', by: null },
      next_at: null,
      last_run: null,
      version: 2,
    });
    expect(await events('export_schedule.suspended')).toMatchObject([
      {
        actor: { type: 'system' },
        flags: ['critical'],
        details: { reason: 'permission_lost', runs_for: adam.accountId },
      },
    ]);
    const mails = await mailsTo(test, owner.email);
    expect(mails.at(-1)).toContain(
      'has suspended itself, because whoever it ran for may not export any more',
    );
    expect(await run()).toBe(0);

    const { body: resumed } = await owner.client
      .delete(`/v1/export-schedules/${made.id}/suspension`)
      .expect(200);
    expect(resumed).toMatchObject({ suspension: null, runs_for: { account_id: owner.accountId } });
    await waitUntil(nextOf(resumed as ExportSchedule));
    expect(await run()).toBe(1);
  });

  it('are none while they are suspended or deleted, and what falls due meanwhile is not made up for', async () => {
    const made = await schedule();
    const gone = await schedule({ name: 'Gone' });
    const { body: suspended } = await owner.client
      .put(`/v1/export-schedules/${made.id}/suspension`)
      .expect(200);
    expect(suspended).toMatchObject({
      next_at: null,
      suspension: { reason: 'by_person', by: { id: owner.accountId, name: 'Olivia Owner' } },
    });
    await owner.client.delete(`/v1/export-schedules/${gone.id}`).expect(204);
    await owner.client.get(`/v1/export-schedules/${gone.id}`).expect(404);
    await waitUntil(test.clock.now().getTime() + 3 * DAY_MS);
    expect(await run()).toBe(0);
    const { body: resumed } = await owner.client
      .delete(`/v1/export-schedules/${made.id}/suspension`)
      .expect(200);
    expect(await run()).toBe(0);
    expect(Date.parse(nextOf(resumed as ExportSchedule))).toBeGreaterThan(test.clock.now().getTime());
    expect(
      (await events('export_schedule.suspended', 'export_schedule.resumed', 'export_schedule.deleted')).map(
        ({ action, resource }) => [action, resource?.name],
      ),
    ).toEqual([
      ['export_schedule.suspended', 'Everything'],
      ['export_schedule.deleted', 'Gone'],
      ['export_schedule.resumed', 'Everything'],
    ]);
  });

  it('leave no hour out when the organization moves to another time zone', async () => {
    const made = await schedule();
    await waitUntil(nextOf(made));
    expect(await run()).toBe(1);
    const before = await lastRun(made.id);
    await owner.client.patch('/v1/organization', { time_zone: 'America/New_York' }).expect(200);
    expect(await run()).toBe(0);
    const moved = await get(made.id);
    expect(moved).toMatchObject({
      time_zone: 'America/New_York',
      next_at: expect.stringMatching(/T1[01]:00/),
    });
    await waitUntil(nextOf(moved));
    expect(await run()).toBe(1);
    expect((await lastRun(made.id)).from).toBe(before.to);
  });

  it('say why there is no file, and mail it', async () => {
    const me = await memberIdOf(owner, owner.email);
    const made = await schedule({ mail_to: [me] });
    await waitUntil(nextOf(made));
    const files = test.app.get(FileStore, { strict: false });
    const begin = files.begin.bind(files);
    files.begin = () =>
      Promise.reject(
        new StorageFault('refused', 'The file storage refuses access to the bucket b (AccessDenied).'),
      );
    expect(await run()).toBe(1);
    await built((await lastRun(made.id)).export_id);
    await run();
    files.begin = begin;
    const failure = expect.stringContaining('refuses access to the bucket b');
    expect(await lastRun(made.id)).toMatchObject({ state: 'failed', file: null, failure });
    expect((await mailsTo(test, owner.email)).at(-1)).toContain(
      'has no file: The file storage refuses access',
    );
    expect(await events('export_schedule.delivered')).toEqual([]);
  });

  it('wait for a file storage that is away', async () => {
    const made = await schedule();
    await waitUntil(nextOf(made));
    await run();
    await built((await lastRun(made.id)).export_id);
    const files = test.app.get(FileStore, { strict: false });
    const copy = files.copy.bind(files);
    files.copy = () => Promise.reject(new StorageFault('unavailable', 'The file storage does not answer.'));
    await run();
    expect(await lastRun(made.id)).toMatchObject({ state: 'finished', file: null });
    files.copy = copy;
    await run();
    expect(await lastRun(made.id)).toMatchObject({
      state: 'finished',
      file: expect.stringContaining('scheduled/'),
    });
  });

  it('have no file under their name when somebody removes the export', async () => {
    const made = await schedule();
    await waitUntil(nextOf(made));
    await run();
    const { export_id: exportId } = await lastRun(made.id);
    await built(exportId);
    const files = test.app.get(FileStore, { strict: false });
    const copy = files.copy.bind(files);
    files.copy = async (from, to) => {
      await copy(from, to);
      await owner.client.delete(`/v1/exports/${exportId}`).expect(204);
    };
    await run();
    files.copy = copy;
    await run();
    expect(await lastRun(made.id)).toMatchObject({ state: 'expired', file: null });
    expect(readdirSync(place(`scheduled/${owner.organizationId}/${made.id}`))).toEqual([]);
  });

  it('do not exist for other tenants', async () => {
    const made = await schedule();
    const theirs = await foundAnother(test, owner, 'Beta');
    for (const [method, path] of [
      ['get', ''],
      ['get', '/runs'],
      ['patch', ''],
      ['delete', ''],
      ['put', '/suspension'],
      ['delete', '/suspension'],
    ] as const) {
      const ask = async (id: string) => {
        const { body } = await theirs.client[method](`/v1/export-schedules/${id}${path}`, {}).expect(404);
        return { ...(body as object), request_id: '' };
      };
      expect(await ask(made.id)).toEqual(await ask(randomUUID()));
    }
    expect(
      ((await theirs.client.get('/v1/export-schedules').expect(200)).body as ExportScheduleList).data,
    ).toEqual([]);
    const member = await memberIdOf(owner, owner.email);
    await theirs.client.post('/v1/export-schedules', { ...DAILY, mail_to: [member] }).expect(422);
  });

  it('are for people who have just proven themselves', async () => {
    const made = await schedule();
    const key = test.client(await mintTestKey(test, owner, ['audit:export']));
    await key.get(`/v1/export-schedules/${made.id}`).expect(200);
    await key.post('/v1/export-schedules', DAILY).expect(403);
    await key.put(`/v1/export-schedules/${made.id}/suspension`).expect(403);
    test.clock.advance(6 * 60_000);
    for (const asked of [
      owner.client.post('/v1/export-schedules', DAILY),
      owner.client.patch(`/v1/export-schedules/${made.id}`, { hour: 7 }),
      owner.client.delete(`/v1/export-schedules/${made.id}`),
      owner.client.put(`/v1/export-schedules/${made.id}/suspension`),
      owner.client.delete(`/v1/export-schedules/${made.id}/suspension`),
    ])
      expect((await asked.expect(403)).body).toMatchObject({ code: expect.stringContaining('step_up') });
    const aude = await joinAs(test, await signIn(test, owner.email), 'mia@example.com', 'member');
    await aude.client.get('/v1/export-schedules').expect(403);
  });

  it('are refused for what they cannot do, by the name of the field', async () => {
    const mistakes: [object, string][] = [
      [{ frequency: 'hourly' }, '/frequency'],
      [{ hour: 24 }, '/hour'],
      [{ keep_days: 6 }, '/keep_days'],
      [{ keep_days: 3651 }, '/keep_days'],
      [{ frequency: 'monthly', month_day: 29 }, '/month_day'],
      [{ weekday: 'monday' }, '/weekday'],
      [{ frequency: 'weekly', month_day: 1 }, '/month_day'],
      [{ format: 'exe' }, '/format'],
      [{ name: ' ' }, '/name'],
      [{ query: { from: '2026-11-01' } }, '/query/from'],
      [{ query: { q: 'source:' } }, '/query/q'],
      [{ query: { nonsense: 1 } }, '/query/nonsense'],
      [{ query: null }, '/query'],
      [{ mail_to: ['x'] }, '/mail_to'],
      [{ mail_to: [randomUUID()] }, '/mail_to'],
      [{ next_at: '2026-01-01T00:00:00Z' }, '/next_at'],
    ];
    for (const [over, pointer] of mistakes) {
      const { body } = await owner.client.post('/v1/export-schedules', { ...DAILY, ...over }).expect(422);
      const { errors } = body as { errors: { pointer: string }[] };
      expect([over, ...new Set(errors.map((error) => error.pointer))]).toEqual([over, pointer]);
    }
  });

  it('are changed one after the other: hour and days at once, another frequency from its next period on', async () => {
    const made = await schedule();
    const patch = (body: object) => owner.client.patch(`/v1/export-schedules/${made.id}`, body);
    const { body: weekly } = await patch({ frequency: 'weekly', weekday: 'friday', version: 1 }).expect(200);
    expect(weekly).toMatchObject({ frequency: 'weekly', weekday: 'friday', version: 2, hour: 6 });
    expect(new Date(nextOf(weekly as ExportSchedule)).getUTCDay()).toBe(5);
    await patch({ hour: 7, version: 1 }).expect(409);
    await patch({ hour: null }).expect(200);
    const { body: later } = await patch({ hour: 7, name: 'Weekly', query: { q: 'result:failure' } }).expect(
      200,
    );
    expect(Date.parse(nextOf(later as ExportSchedule)) - Date.parse(nextOf(weekly as ExportSchedule))).toBe(
      HOUR_MS,
    );
    expect((await events('export_schedule.updated')).at(-1)?.changes).toEqual({
      before: { hour: 6, name: 'Everything', query: { source: ['ehr'] } },
      after: { hour: 7, name: 'Weekly', query: { q: 'result:failure' } },
    });
  });

  it('are fifty at most', async () => {
    for (let n = 0; n < 50; n++) await schedule({ name: `Nr. ${n}` });
    const { body } = await owner.client.post('/v1/export-schedules', DAILY).expect(409);
    expect(body).toMatchObject({ code: 'export_schedule.too_many' });
  }, 120_000);
});
