import { createHash, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Purger } from '../../src/modules/retention/retention.purger';
import { DAY_MS } from '../../src/platform/clock/clock';
import { runCommand } from '../support/daybook-process';
import { duckdb } from '../support/parquet';
import { temporaryDirectory } from '../support/temporary-directory';
import { mintTestKey } from '../support/test-api-key';
import { startTestApp, type TestApp } from '../support/test-app';
import { shortenPolicy } from '../support/test-policies';
import { foundAnother, join as joinAs, signIn, signUpOwner, type TestPerson } from '../support/test-people';

let test: TestApp;
let owner: TestPerson;
let outsider: TestPerson;
let date: string;
/** What the host product sent: its ids. */
const ids = [randomUUID(), randomUUID(), randomUUID()];

beforeAll(async () => {
  test = await startTestApp();
  owner = await signUpOwner(test);
  await shortenPolicy(test, owner, { default_days: 7, archive: true });
  await joinAs(test, owner, 'mia@example.com', 'member');
  const key = test.client(await mintTestKey(test, owner));
  const happened = test.clock.now();
  await key
    .post('/v1/events', {
      events: ids.map((id, index) => ({
        id,
        action: 'note.read',
        occurred_at: happened.toISOString(),
        summary: ['Jane read the note', '=cmd|calc was read\u001b[2J', 'Omar read 中文'][index],
        actor: { type: 'user', id: `u${index}`, name: ['Jane', 'Omar', 'Ole'][index] },
      })),
    })
    .expect(201);
  date = new Date(Math.floor(happened.getTime() / DAY_MS + 7) * DAY_MS).toISOString().slice(0, 10);
  test.clock.advance(9 * DAY_MS);
  expect((await test.app.get(Purger).run({ mostDates: 50 })).dates).toContain(date);
  owner = await signIn(test, owner.email);
  outsider = await foundAnother(test, owner, 'Another');
});

afterAll(() => test.close());

const files = '/v1/archives';
const download = async (): Promise<Buffer> => {
  const { body } = await owner.client
    .get(`${files}/${date}/file`)
    .buffer(true)
    .parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => done(null, Buffer.concat(chunks)));
    })
    .expect(200);
  return body as Buffer;
};

describe('archives of purged events', () => {
  it('are listed for who may read the log', async () => {
    const { body } = await owner.client.get(files).expect(200);
    expect((body as { data: object[] }).data).toContainEqual(
      expect.objectContaining({
        expires_on: date,
        deleted_at: null,
        sha256: expect.stringMatching(/^[\da-f]{64}$/),
      }),
    );
    expect((await test.events(owner.organizationId)).at(-1)).toMatchObject({ action: 'archives.viewed' });
  });

  it('are downloaded as they were written, recorded as critical', async () => {
    const { body } = await owner.client.get(files).expect(200);
    const row = (body as { data: { expires_on: string; sha256: string; bytes: number }[] }).data.find(
      ({ expires_on }) => expires_on === date,
    );
    const file = await download();
    expect(createHash('sha256').update(file).digest('hex')).toBe(row?.sha256);
    expect(file.length).toBe(row?.bytes);
    expect((await test.events(owner.organizationId)).at(-1)).toMatchObject({
      action: 'archive.downloaded',
      flags: expect.arrayContaining(['critical']),
      resource: { type: 'archive', id: date },
      details: { sha256: row?.sha256 },
    });
    const path = join(temporaryDirectory(), 'a.parquet');
    writeFileSync(path, file);
    expect(
      await duckdb(`SELECT id FROM read_parquet($file) WHERE action = 'note.read' ORDER BY sequence`, path),
    ).toEqual(ids.map((id) => ({ id })));
  });

  it('are nobody else’s, and need a fresh proof', async () => {
    await outsider.client.get(`${files}/${date}/file`).expect(404);
    expect((await outsider.client.get(files).expect(200)).body).toMatchObject({ data: [] });
    const mia = await signIn(test, 'mia@example.com');
    await mia.client.get(`${files}/${date}/file`).expect(403);
    test.clock.advance(6 * 60_000);
    const { body } = await owner.client.get(`${files}/${date}/file`).expect(403);
    expect(body).toMatchObject({ code: 'step_up.required' });
    owner = await signIn(test, owner.email);
  });

  it('are named by a date', async () => {
    await owner.client.get(`${files}/2001-01-01/file`).expect(404);
    await owner.client.get(`${files}/2026-02-31/file`).expect(422);
    await owner.client.get(`${files}/..%2f..%2fsecret/file`).expect(422);
  });

  it('are searched by the command line, from a copy anywhere', async () => {
    const path = join(temporaryDirectory(), 'copied.parquet');
    writeFileSync(path, await download());
    const env = {
      DATABASE_URL: test.settings.database.url,
      DATABASE_ALLOW_UNSAFE: 'true',
      DATA_DIR: temporaryDirectory(),
    };
    const found = await runCommand(
      env,
      'archive',
      'search',
      path,
      '-q',
      'action:note.read actor:omar',
      '--format',
      'ndjson',
    );
    expect(found).toMatchObject({ code: 0 });
    expect(
      found.output
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { id: string }).id),
    ).toEqual([ids[1]]);
    const text = await runCommand(env, 'archive', 'search', path, '-q', 'cmd', '--limit', '1');
    expect(text.output).toMatch(/ {2}note\.read {2}success {2}Omar {2}=cmd\|calc was read\\u001b\[2J\n$/);
  }, 120_000);
});
