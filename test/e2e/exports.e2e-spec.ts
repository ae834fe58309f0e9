import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Export, SigningKeyList } from '../../src/modules/exports/exports.contract';
import { EXPORT_OPTIONS } from '../../src/modules/exports/building/export-options';
import { ExportBuilder } from '../../src/modules/exports/building/export-builder';
import { ExportSweeper } from '../../src/modules/exports/exports.sweeper';
import type { NewEvent } from '../../src/modules/audit/audit.event';
import { EventWriter } from '../../src/modules/audit/recording/event-writer';
import { FileStore } from '../../src/platform/files/file-store';
import { readCsv } from '../support/csv';
import { download } from '../support/exported';
import { anEvent } from '../support/log-fixture';
import { startTestApp, type TestApp } from '../support/test-app';
import { signIn, signUpOwner, type TestPerson } from '../support/test-people';
import { until } from '../support/until';

const DAY_MS = 86_400_000;
const RANGE = { from: '2026-11-01', to: '2026-11-30' };
const OPTIONS = { partRows: 7, leaseMs: 2_000, mostFailures: 2 };

describe('exports', () => {
  let test: TestApp;
  let owner: TestPerson;

  beforeEach(async () => {
    test = await startTestApp({ overrides: [{ token: EXPORT_OPTIONS, value: OPTIONS }] });
    owner = await signUpOwner(test);
  });

  afterEach(() => test.close());

  const log = async (...events: Partial<NewEvent>[]): Promise<void> => {
    const source = 'ehr';
    const all = events.map((event) => anEvent({ source, ...event }));
    await test.app.get(EventWriter, { strict: false }).write(owner.organizationId, all);
  };

  const ask = async (query: object = { ...RANGE, source: 'ehr' }, format = 'csv'): Promise<Export> =>
    (await owner.client.post('/v1/exports', { format, query }).expect(202)).body as Export;

  const get = async (id: string): Promise<Export> =>
    (await owner.client.get(`/v1/exports/${id}`).expect(200)).body as Export;

  const over = (id: string): Promise<Export> =>
    until('the export', async () => {
      const found = await get(id);
      return found.state !== 'pending' && found.state !== 'running' && found;
    });

  const csvOf = async (id: string): Promise<string> => String((await download(owner.client, id)).content);

  it('hold exactly what the query shows, in the order of the log', async () => {
    await log(...Array.from({ length: 40 }, (_, n) => ({ action: n % 2 ? 'note.read' : 'note.written' })));
    const { id } = await ask({ ...RANGE, source: 'ehr', action: ['note.read'] });
    const done = await over(id);
    expect(done).toMatchObject({
      state: 'finished',
      failure: null,
      progress: { rows: 20, rows_total: 20, percent: 100 },
    });
    const rows = readCsv(await csvOf(id));
    const { body } = await owner.client.get(
      '/v1/events?from=2026-11-01&to=2026-11-30&source=ehr&action=note.read&limit=200&sort=occurred_at',
    );
    const shown = (body as { data: { id: string; sequence: number }[] }).data;
    expect(rows.map((row) => row.id)).toEqual(shown.map((event) => event.id));
    expect(rows.map((row) => Number(row.sequence))).toEqual(shown.map((event) => event.sequence));
  });

  it('say the hash and the size of their file', async () => {
    await log({}, {});
    const { id } = await ask();
    const { sha256, bytes } = await over(id);
    const { zip, headers } = await download(owner.client, id);
    expect(createHash('sha256').update(zip).digest('hex')).toBe(sha256);
    expect(zip.length).toBe(bytes);
    expect(headers).toMatchObject({
      'content-type': 'application/zip',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-length': String(bytes),
      'content-disposition': expect.stringMatching(
        /^attachment; filename="daybook-events-[\d-]+-[\da-f]{8}\.csv\.zip"$/,
      ),
    });
  });

  it('say what they hold and why, signed', async () => {
    await log({}, {}, {}, {}, {}, {}, {}, {}, {});
    const { id } = await ask({ from: '2026-11-01', source: 'ehr' });
    await over(id);
    const { name, content, manifest } = await download(owner.client, id);
    const sequences = readCsv(String(content)).map(({ sequence }) => Number(sequence));
    expect(manifest).toMatchObject({
      format: 'daybook-export/1',
      export_id: id,
      organization: { id: owner.organizationId, name: 'Acme Clinic' },
      filter: { words: ['The source is “ehr”'], query: { where: [{ field: 'source', is: 'ehr' }] } },
      range: { from: '2026-11-01T00:00:00.000Z', to: null },
      time_zone: 'UTC',
      requested_by: { email: owner.email },
      origin: 'person',
      rows: 9,
      first_sequence: sequences[0],
      last_sequence: sequences.at(-1),
      erased_events: 0,
      file: { name, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') },
      checkpoint: { size: expect.any(Number) as number },
    });
    expect(manifest.parts.map(({ rows }) => rows)).toEqual([7, 2]);
    let at = 0;
    for (const { bytes, sha256 } of manifest.parts) {
      expect(
        createHash('sha256')
          .update(content.subarray(at, at + bytes))
          .digest('hex'),
      ).toBe(sha256);
      at += bytes;
    }
    expect(at).toBe(content.length);
    const { body } = await test.anonymous.get('/v1/signing-keys').expect(200);
    expect((body as SigningKeyList).data[0]).toMatchObject(manifest.key);
  });

  it.each(['ndjson', 'json'])('in %s are what the API says of each event', async (format) => {
    await log(
      {},
      { outcome: 'denied', outcome_reason: 'no "right"', flags: ['critical', 'phi'], category: null },
      { changes: { before: { a: 1.5, b: [] }, after: null }, related: [{ type: 'note', id: 'ü\u2028' }] },
      { context: {}, resource: null, summary: null, details: {} },
      ...Array.from({ length: 12 }, () => ({})),
    );
    const { id } = await ask({ ...RANGE }, format);
    expect((await over(id)).failure).toBeNull();
    const text = String((await download(owner.client, id)).content);
    const events = (
      format === 'json'
        ? JSON.parse(text)
        : text
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line))
    ) as { id: string }[];
    expect(events.length).toBeGreaterThan(16);
    for (const event of events) {
      const { body } = await owner.client.get(`/v1/events/${event.id}`).expect(200);
      expect(JSON.stringify(event)).toBe(JSON.stringify(body));
    }
  });

  it('in JSON are a list even of nothing', async () => {
    const { id } = await ask({ ...RANGE, source: 'nothing' }, 'json');
    await over(id);
    const { content, manifest } = await download(owner.client, id);
    expect(JSON.parse(String(content))).toEqual([]);
    expect(manifest).toMatchObject({ rows: 0, first_sequence: null, last_sequence: null });
  });

  it('hold events that were picked one by one (S4-21), and no unknown ones', async () => {
    await log({}, {}, {}, {});
    const { body } = await owner.client
      .get('/v1/events?from=2026-11-01&to=2026-11-30&source=ehr')
      .expect(200);
    const [first, , third] = (body as { data: { id: string }[] }).data.map(({ id }) => id) as [
      string,
      string,
      string,
    ];
    const pick = (event_ids: string[], more = {}) =>
      owner.client.post('/v1/exports', { format: 'csv', event_ids, ...more });
    const { body: asked } = await pick([first, third.toUpperCase(), first]).expect(202);
    await over((asked as Export).id);
    const rows = readCsv(await csvOf((asked as Export).id));
    expect(new Set(rows.map((row) => row.id))).toEqual(new Set([first, third]));
    expect(rows).toHaveLength(2);

    const unknown = randomUUID();
    const { body: problem } = await pick([first, unknown]).expect(422);
    expect(problem).toMatchObject({
      errors: [{ pointer: '/event_ids/1', detail: expect.stringContaining(unknown) }],
    });
    await pick([]).expect(422);
    await pick(Array.from({ length: 1_001 }, () => randomUUID())).expect(422);
    await pick([first], { query: RANGE }).expect(422);
    const { body: second } = await owner.client.post('/v1/organizations', { name: 'Beta' }).expect(201);
    const { client: stranger } = await signIn(test, owner.email, (second as { id: string }).id);
    await stranger.post('/v1/exports', { format: 'csv', event_ids: [first] }).expect(422);
  });

  it('know the time zone of their readers', async () => {
    await owner.client.patch('/v1/organization', { time_zone: 'Europe/Berlin' }).expect(200);
    expect(await ask()).toMatchObject({ time_zone: 'Europe/Berlin', origin: 'person' });
    const body = { format: 'csv', query: RANGE, time_zone: 'Asia/Tokyo' };
    expect((await owner.client.post('/v1/exports', body).expect(202)).body).toMatchObject({
      time_zone: 'Asia/Tokyo',
    });
    await owner.client.post('/v1/exports', { ...body, time_zone: 'Mars/Olympus' }).expect(422);
  });

  it('tell what was erased of an event, in every format that is text', async () => {
    await log({ summary: 'a secret' }, { summary: 'no secret' });
    const { rows } = await test.superuser.query(
      `SELECT sequence FROM events WHERE target LIKE '%"a secret"%'`,
    );
    const sequence = Number((rows as { sequence: string }[])[0]?.sequence);
    const by = [{ event_id: randomUUID(), at: '2026-11-21T10:00:00.000Z', parts: ['target', 'content'] }];
    const erasure = JSON.stringify({ digests: { target: 'ab', content: 'cd' }, by });
    await test.superuser.query(
      `UPDATE events SET target = NULL, target_salt = NULL, content = NULL, content_salt = NULL, erasure = $2 WHERE sequence = $1 AND organization_id = $3`,
      [sequence, erasure, owner.organizationId],
    );
    for (const format of ['csv', 'ndjson', 'json']) {
      const { id } = await ask({ ...RANGE, source: 'ehr' }, format);
      expect((await over(id)).failure).toBeNull();
      const { content, manifest } = await download(owner.client, id);
      expect(manifest).toMatchObject({ rows: 2, erased_events: 1 });
      expect(String(content)).not.toContain('a secret');
      if (format === 'csv') {
        const row = readCsv(String(content)).find((one) => Number(one.sequence) === sequence);
        expect(row).toMatchObject({ summary: '', actor_name: 'Jane Doe', erased: JSON.stringify(by) });
      } else expect(String(content)).toContain(`"redaction":{"erased":${JSON.stringify(by)}}`);
    }
  });

  it('count each download (A13), and ask for a fresh proof', async () => {
    await log({});
    const { id } = await ask();
    expect(await over(id)).toMatchObject({ downloads: 0, last_downloaded_at: null });
    await csvOf(id);
    test.clock.advance(60_000);
    const before = test.clock.now();
    await csvOf(id);
    const { downloads, last_downloaded_at } = await get(id);
    expect(downloads).toBe(2);
    expect(Date.parse(last_downloaded_at ?? '')).toBeGreaterThanOrEqual(before.getTime());
    test.clock.advance(6 * 60_000);
    await owner.client.get(`/v1/exports/${id}/file`).expect(403);
    expect((await get(id)).downloads).toBe(2);
    const actions = (await test.events(owner.organizationId)).filter(
      ({ action }) => action === 'export.downloaded',
    );
    expect(actions.map(({ outcome }) => outcome)).toEqual(['success', 'success', 'denied']);
  });

  it('keep every text as text: formulas, quotes, lines, emoji, 16 KiB', async () => {
    const texts = [
      '=cmd|/C calc',
      '+1',
      '-1',
      '@SUM(A1)',
      '\tx',
      '＝1',
      'a "quote", a comma\r\nand a line',
      '🩺 ünïcode\u202e',
      'x'.repeat(16_384),
    ];
    await log(
      ...texts.map((summary) => ({ summary, details: { summary }, resource: { type: 'note', id: summary } })),
    );
    const { id } = await ask();
    expect((await over(id)).state).toBe('finished');
    const rows = readCsv(await csvOf(id));
    expect(rows.map((row) => row.summary)).toEqual(
      texts.map((text) => (/^[=+\-@\t＝]/.test(text) ? `'${text}` : text)),
    );
    expect(rows.map((row) => JSON.parse(row.details ?? '') as unknown)).toEqual(
      texts.map((summary) => ({ summary })),
    );
    expect(rows[0]).toMatchObject({
      occurred_at: '2026-11-20T10:00:00.123Z',
      actor_name: 'Jane Doe',
      actor_role: 'owner',
      ip: '203.0.113.7',
      outcome: 'success',
      resource_type: 'note',
    });
  });

  it('are events: asked for, finished, downloaded', async () => {
    await log({});
    const { id } = await ask();
    await over(id);
    await csvOf(id);
    const events = (await test.events(owner.organizationId)).filter(({ action }) =>
      action.startsWith('export.'),
    );
    const of = (action: string) => events.filter((event) => event.action === action);
    expect(of('export.requested')).toMatchObject([
      {
        flags: ['critical'],
        resource: { id },
        details: {
          format: 'csv',
          query: { from: '2026-11-01T00:00:00.000Z', where: [{ field: 'source', is: 'ehr' }] },
        },
      },
    ]);
    expect(of('export.finished')).toMatchObject([{ actor: { type: 'system' }, details: { rows: 1 } }]);
    expect(of('export.downloaded')).toMatchObject([{ resource: { id }, details: { rows: 1 } }]);
  });

  it('do not exist for other tenants', async () => {
    const { id } = await ask();
    await over(id);
    const { body: second } = await owner.client.post('/v1/organizations', { name: 'Beta' }).expect(201);
    const { client: stranger } = await signIn(test, owner.email, (second as { id: string }).id);
    for (const path of [`/v1/exports/${id}`, `/v1/exports/${id}/file`]) {
      const { body: theirs } = await stranger.get(path).expect(404);
      const { body: nobodys } = await stranger.get(path.replace(id, randomUUID())).expect(404);
      expect({ ...theirs, request_id: '' }).toEqual({ ...nobodys, request_id: '' });
    }
    await stranger.delete(`/v1/exports/${id}`).expect(404);
    expect((await stranger.get('/v1/exports').expect(200)).body.data).toEqual([]);
    expect((await get(id)).state).toBe('finished');
  });

  it('are listed by pages, newest first, both ways', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) ids.unshift((await ask()).id);
    const page = async (query: string) =>
      (await owner.client.get(`/v1/exports?limit=2${query}`).expect(200)).body;
    const first = await page('');
    const second = await page(`&cursor=${first.next_cursor}`);
    const third = await page(`&cursor=${second.next_cursor}`);
    const idsOf = ({ data }: { data: Export[] }) => data.map(({ id }) => id);
    expect([...idsOf(first), ...idsOf(second), ...idsOf(third)]).toEqual(ids);
    expect([first.prev_cursor, third.next_cursor]).toEqual([null, null]);
    expect(idsOf(await page(`&cursor=${second.prev_cursor}`))).toEqual(idsOf(first));
  });

  it('expire after seven days: the file goes, the row stays', async () => {
    await log({});
    const { id } = await ask();
    await over(id);
    const folder = join(test.settings.dataDirectory, 'files/exports', owner.organizationId, id);
    expect(readdirSync(folder)).toHaveLength(1);
    const sweeper = test.app.get(ExportSweeper, { strict: false });
    expect(await sweeper.sweep()).toEqual({ enqueued: 0, expired: 0, cleared: 0 });
    test.clock.advance(7 * DAY_MS);
    expect(await sweeper.sweep()).toEqual({ enqueued: 0, expired: 1, cleared: 1 });
    expect(existsSync(folder)).toBe(false);
    const actions = (await test.events(owner.organizationId)).map(({ action }) => action);
    expect(actions.filter((action) => action === 'export.expired')).toHaveLength(1);
  });

  it('refuse what they cannot do', async () => {
    await owner.client.post('/v1/exports', { format: 'exe', query: {} }).expect(422);
    await owner.client.post('/v1/exports', { format: 'csv' }).expect(422);
    await owner.client.post('/v1/exports', { format: 'csv', query: { nonsense: 1 } }).expect(422);
    await owner.client.get('/v1/exports/not-a-uuid').expect(422);
    const { id } = await ask();
    await over(id);
    await owner.client.delete(`/v1/exports/${id}`).expect(204);
    await owner.client.get(`/v1/exports/${id}/file`).expect(404);
    await owner.client.delete(`/v1/exports/${id}`).expect(409);
  });

  it('are built once when two workers have the same job', async () => {
    await log(...Array.from({ length: 30 }, () => ({})));
    const { id } = await ask();
    const builder = test.app.get(ExportBuilder, { strict: false });
    const never = new AbortController().signal;
    await Promise.all([1, 2, 3].map(() => builder.build(owner.organizationId, id, never)));
    expect((await over(id)).progress.rows).toBe(30);
    const actions = (await test.events(owner.organizationId)).map(({ action }) => action);
    expect(actions.filter((action) => action === 'export.finished')).toHaveLength(1);
  });

  it('are cancelled while a worker is at them', async () => {
    await log(...Array.from({ length: 30 }, () => ({})));
    const files = test.app.get(FileStore, { strict: false });
    let id = '';
    const begin = files.begin.bind(files);
    const begun = new Promise<void>((resolve) => {
      files.begin = async (name) => {
        const draft = await begin(name);
        await until('the id', () => Promise.resolve(id));
        await owner.client.delete(`/v1/exports/${id}`).expect(204);
        resolve();
        return draft;
      };
    });
    id = (await ask()).id;
    await begun;
    expect((await get(id)).state).toBe('cancelled');
    const folder = join(test.settings.dataDirectory, 'files/exports', owner.organizationId, id);
    await until('the draft to go', () => Promise.resolve(readdirSync(folder).length === 0));
  });

  it.each([
    ['write', 1],
    ['write', 3],
    ['sync', 1],
    ['publish', 1],
  ] as const)('fail clearly when the disk is full (%s %d), and give the space back', async (step, which) => {
    await log(...Array.from({ length: 30 }, () => ({})));
    const files = test.app.get(FileStore, { strict: false });
    const begin = files.begin.bind(files);
    files.begin = async (name) => {
      const draft = await begin(name);
      const does = draft[step].bind(draft) as (chunk?: Uint8Array) => Promise<void>;
      let left = which;
      draft[step] = (chunk?: Uint8Array) =>
        --left <= 0
          ? Promise.reject(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }))
          : does(chunk);
      return draft;
    };
    const { id } = await ask();
    expect(await over(id)).toMatchObject({
      state: 'failed',
      failure: expect.stringContaining('no room left'),
    });
    const folder = join(test.settings.dataDirectory, 'files/exports', owner.organizationId, id);
    expect(existsSync(folder)).toBe(false);
    const failed = (await test.events(owner.organizationId)).filter(
      ({ action }) => action === 'export.failed',
    );
    expect(failed).toMatchObject([{ outcome: 'failure', actor: { type: 'system' }, resource: { id } }]);
    await owner.client.get(`/v1/exports/${id}/file`).expect(409);
  });
});
