import { createHash, randomUUID } from 'node:crypto';
import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseQuery } from '../../src/modules/audit/audit.event-filter';
import type { NewEvent } from '../../src/modules/audit/audit.event';
import { ARCHIVE_COLUMNS } from '../../src/modules/retention/archive/archive-columns';
import { parquetFormat } from '../../src/modules/exports/formats/parquet/parquet-writer';
import type { ByteSource } from '../../src/platform/files/parquet/parquet-reader';
import type { PurgeStep } from '../../src/modules/retention/purge/date-purge';
import { exportedRow, fileOf as fileOfFormat, HOSTILE } from '../support/export-rows';
import { anEvent, someone } from '../support/log-fixture';
import { duckdb } from '../support/parquet';
import { eventsOf, idsOf, openRetention, sql, type RetentionFixture } from '../support/retention-fixture';

const DATE = '2026-11-28';

let fixture: RetentionFixture;

beforeEach(async () => {
  fixture = await openRetention();
});

afterEach(() => fixture.close());

/** An organization whose policy archives, or not. */
async function organization(archive = true): Promise<string> {
  const id = await fixture.organization(7);
  await sql(fixture.admin, 'UPDATE retention_policies SET archive = $2 WHERE organization_id = $1', [
    id,
    archive,
  ]);
  return id;
}

const write = async (organizationId: string, events: NewEvent[]): Promise<void> => {
  const results = await fixture.writer.write(organizationId, events);
  expect(results.filter(({ status }) => status !== 'stored')).toEqual([]);
};

/** Events with everything that an event can have, hostile texts included. */
const variedEvents = (): NewEvent[] =>
  HOSTILE.filter((text) => !text.includes('\0')).map((text, index) =>
    anEvent({
      occurred_at: new Date(fixture.clock.now().getTime() + index),
      summary: text,
      actor: index % 3 === 0 ? someone() : someone({ id: text, name: text, email: null, role: null }),
      resource: index % 2 === 0 ? null : { type: 'note', id: `n${index}`, name: text },
      details: { text, index },
      flags: index % 4 === 0 ? ['critical', 'phi'] : [],
      category: index % 5 === 0 ? null : 'administration',
      outcome: index % 2 === 0 ? 'success' : 'denied',
      outcome_reason: index % 2 === 0 ? null : text,
      context:
        index % 2 === 0 ? {} : { ip: index % 3 === 0 ? '2001:db8::7' : '203.0.113.7', session_id: text },
    }),
  );

const fileOf = (organizationId: string, date = DATE): string => {
  const folder = join(fixture.archive.root, 'archives', organizationId, date);
  const [name, another] = readdirSync(folder);
  if (name === undefined || another !== undefined) throw new Error('there is not one file');
  return join(folder, name);
};

const lastPurge = async (organizationId: string): Promise<Record<string, unknown>> => {
  const [event] = await sql<{ content: string }>(
    fixture.admin,
    `SELECT content FROM events WHERE organization_id = $1 AND action = 'retention.purged' ORDER BY sequence DESC LIMIT 1`,
    [organizationId],
  );
  return (JSON.parse(event?.content ?? '{}') as { details: Record<string, unknown> }).details;
};

describe('an archive', () => {
  it('has every column of the log', async () => {
    const columns = await sql<{ name: string }>(
      fixture.admin,
      `SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'events' ORDER BY ordinal_position`,
    );
    expect(ARCHIVE_COLUMNS.map(({ name }) => name)).toEqual(columns.map(({ name }) => name));
  });

  it('holds every row that was purged, each column exactly (read by DuckDB)', async () => {
    const acme = await organization();
    await write(acme, variedEvents());
    await sql(
      fixture.admin,
      `UPDATE events SET actor = NULL, actor_salt = NULL, erasure = '{"digests":{"actor":"00"},"by":[]}' WHERE sequence = 2`,
    );
    const columns = ARCHIVE_COLUMNS.map(({ name, kind }) => {
      if (kind === 'bytes') return `upper(encode(${name}, 'hex')) AS ${name}`;
      if (kind === 'moment') return `(extract(epoch FROM ${name}) * 1000000)::bigint::text AS ${name}`;
      return kind === 'texts' ? name : `${name}::text AS ${name}`;
    });
    const stored = await sql(fixture.admin, `SELECT ${columns.join(', ')} FROM events`);
    fixture.clock.forward(8);
    expect(await fixture.purger.run()).toMatchObject({ events: stored.length });

    const read = ARCHIVE_COLUMNS.map(({ name, kind }) => {
      if (kind === 'bytes') return `hex(${name}) AS ${name}`;
      if (kind === 'moment') return `epoch_us(${name})::text AS ${name}`;
      return kind === 'texts' ? name : `${name}::text AS ${name}`;
    });
    const archived = await duckdb(`SELECT ${read.join(', ')} FROM read_parquet($file)`, fileOf(acme));
    const inOrder = (rows: Record<string, unknown>[]) =>
      rows.toSorted((one, other) => Number(one.sequence) - Number(other.sequence));
    expect(inOrder(archived)).toEqual(inOrder(stored));
    expect(stored.some(({ actor }) => actor === null)).toBe(true);
  });

  it('is recorded with its hash, in the table and in the event of the purge', async () => {
    const acme = await organization();
    await write(acme, eventsOf(fixture.clock, 1_200));
    fixture.clock.forward(8);
    await fixture.purger.run();
    const file = readFileSync(fileOf(acme));
    const facts = {
      events: 1_200,
      bytes: file.length,
      sha256: createHash('sha256').update(file).digest('hex'),
    };
    expect(await fixture.archive.keeping.list(acme)).toEqual([
      {
        ...facts,
        expires_on: DATE,
        first_sequence: 1,
        last_sequence: 1_200,
        archived_at: '2026-11-29T12:00:00.000Z',
        deleted_at: null,
      },
    ]);
    expect(await lastPurge(acme)).toMatchObject({
      archive: { ...facts, file: expect.stringContaining(acme) as string },
    });
  });

  it('is only made where the policy says so, for its own events alone', async () => {
    const [acme, other] = [await organization(), await organization(false)];
    await write(acme, eventsOf(fixture.clock, 5));
    await write(other, eventsOf(fixture.clock, 5));
    fixture.clock.forward(8);
    expect(await fixture.purger.run()).toMatchObject({ events: 10 });
    const organizations = await duckdb(
      'SELECT organization_id, count(*)::int AS events FROM read_parquet($file) GROUP BY 1',
      fileOf(acme),
    );
    expect(organizations).toEqual([{ organization_id: acme, events: 5 }]);
    expect(existsSync(join(fixture.archive.root, 'archives', other))).toBe(false);
    expect(await fixture.archive.keeping.list(other)).toEqual([]);
    expect(await lastPurge(other)).toMatchObject({ archive: null });
  });
});

describe('a purge that archives', () => {
  const STEPS: [PurgeStep, number][] = [
    ['announced', 1],
    ['archived', 1],
    ['archived', 2],
    ['dropped', 1],
    ['forgotten', 1],
    ['completed', 1],
  ];

  it.each(STEPS)('and is stopped after "%s" (%i) ends with one whole file each', async (step, time) => {
    const { clock, purger, archive } = fixture;
    const both = [await organization(), await organization()];
    for (const id of both) await write(id, eventsOf(clock, 20));
    clock.forward(8);
    let seen = 0;
    const onStep = (at: PurgeStep): void => {
      if (at === step && ++seen === time) throw new Error('crash');
    };
    await expect(purger.run({ onStep })).rejects.toThrow('crash');
    await purger.resume();
    for (const id of both) {
      expect(await idsOf(fixture, id)).toEqual([]);
      const [row] = await archive.keeping.list(id);
      const file = readFileSync(fileOf(id));
      expect(row).toMatchObject({ events: 20, sha256: createHash('sha256').update(file).digest('hex') });
      expect(await duckdb('SELECT count(*)::int AS events FROM read_parquet($file)', fileOf(id))).toEqual([
        { events: 20 },
      ]);
    }
  });

  it('writes the file anew when an event arrives between the file and the drop', async () => {
    const { clock, purger, writer } = fixture;
    const acme = await organization();
    await write(acme, eventsOf(clock, 20));
    const late = eventsOf(clock, 1);
    clock.forward(8);
    let arrived = false;
    const onStep = async (step: PurgeStep): Promise<void> => {
      if (step !== 'archived' || arrived) return;
      arrived = true;
      clock.forward(-8); // another host, whose clock is late
      expect(await writer.write(acme, late)).toMatchObject([{ status: 'stored' }]);
      clock.forward(8);
    };
    expect(await purger.run({ onStep })).toMatchObject({ events: 21 });
    const found = await duckdb(
      'SELECT id FROM read_parquet($file) ORDER BY sequence DESC LIMIT 1',
      fileOf(acme),
    );
    expect(found).toEqual([{ id: late[0]?.id }]);
    expect(await fixture.archive.keeping.list(acme)).toMatchObject([{ events: 21, last_sequence: 22 }]);
  });

  it('writes the file anew when an event is erased between the file and the drop', async () => {
    const { clock, purger, app } = fixture;
    const acme = await organization();
    await write(acme, eventsOf(clock, 3));
    clock.forward(8);
    let erased = 0;
    const onStep = async (step: PurgeStep): Promise<void> => {
      if (step !== 'archived' || erased > 0) return;
      const parts = 'actor,context,target,content';
      const { rows } = await app.inOrganization(acme, (client) =>
        client.query<{ erased: number }>('SELECT erased FROM erase_events($1, $2, $3, $4, $5)', [
          [2],
          [parts],
          [null],
          randomUUID(),
          clock.now(),
        ]),
      );
      erased = rows[0]?.erased ?? 0;
    };
    await purger.run({ onStep });
    expect(erased).toBe(1);
    const found = await duckdb(
      `SELECT sequence::int AS sequence, actor IS NULL AND actor_salt IS NULL AND search_text IS NULL AS gone
         FROM read_parquet($file) ORDER BY sequence`,
      fileOf(acme),
    );
    expect(found.map(({ gone }) => gone)).toEqual([false, true, false]);
  });

  it('drops nothing while there is no room for the file, says so, and leaves nothing behind', async () => {
    const { clock, purger, archive } = fixture;
    const acme = await organization();
    await write(acme, eventsOf(clock, 20));
    clock.forward(8);
    const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    const begin = jest.spyOn(archive.files, 'begin').mockImplementation(async (name) => {
      begin.mockRestore();
      const draft = await archive.files.begin(name);
      draft.write = () => Promise.reject(full);
      return draft;
    });
    await expect(purger.run()).rejects.toThrow(
      `the events of ${acme} that expired on ${DATE} could not be archived, so nothing was purged`,
    );
    expect(await idsOf(fixture, acme)).toHaveLength(20);
    expect(readdirSync(join(archive.root, 'archives', acme, DATE))).toEqual([]);
    expect(await archive.keeping.list(acme)).toEqual([]);
    expect(await purger.resume()).toMatchObject({ events: 20 });
    expect(await archive.keeping.list(acme)).toMatchObject([{ events: 20 }]);
  });

  it('takes back the file of an attempt when the policy archives no more', async () => {
    const { clock, purger, archive, setDays } = fixture;
    const acme = await organization();
    await write(acme, eventsOf(clock, 20));
    clock.forward(8);
    const onStep = (step: PurgeStep): void => {
      if (step === 'archived') throw new Error('crash');
    };
    await expect(purger.run({ onStep })).rejects.toThrow('crash');
    expect(existsSync(fileOf(acme))).toBe(true);
    await sql(fixture.admin, 'UPDATE retention_policies SET archive = false WHERE organization_id = $1', [
      acme,
    ]);
    await setDays(acme, 7);
    expect(await purger.resume()).toMatchObject({ events: 20 });
    expect(existsSync(join(archive.root, 'archives', acme, DATE))).toBe(false);
    expect(await sql(fixture.admin, 'SELECT FROM archives')).toEqual([]);
  });
});

describe('a search of an archive', () => {
  const QUERIES = [
    '',
    'roles OR SUM',
    '"leading, trailing"',
    'actor:"Jane Doe"',
    'actor:jane',
    'ip:203.0.113.0/24',
    'ip:2001:db8::7 OR outcome:denied',
    'NOT outcome:success',
    'action:member.*',
    'resource:n3',
    'details.index:7',
    'flag:phi',
    'trail*',
    'has:subject',
    '中文',
    'id:4',
    'on:2026-11-21 details.index:3',
    'has:changes -flag:critical',
  ];

  it('finds what the log found before the purge', async () => {
    const { clock, purger, archive } = fixture;
    const acme = await organization();
    await write(acme, variedEvents());
    await write(acme, eventsOf(clock, 30));
    await fixture.organization(7);
    const all = { from: '2000-01-01', limit: 20 };
    const queryOf = (q: string) => parseQuery({ q, from: all.from }, clock.now());
    const request = { after: null, ascending: false, limit: all.limit };
    const before = [];
    for (const q of QUERIES) before.push(await archive.reader.page(acme, queryOf(q), request));
    expect(before.filter((found) => found.length === 0).length).toBeLessThan(4);
    clock.forward(8);
    await purger.run();

    for (const [index, q] of QUERIES.entries()) {
      const sources = await archive.keeping.open(acme, DATE);
      expect([q, await archive.search.search(sources, queryOf(q), all.limit)]).toEqual([q, before[index]]);
    }
    expect(
      await sql(fixture.admin, `SELECT FROM pg_class WHERE relname = 'events' AND relpersistence = 't'`),
    ).toEqual([]);
  });

  it('reads archives of many dates at once, and knows one that was changed', async () => {
    const { clock, purger, archive } = fixture;
    const acme = await organization();
    await write(acme, eventsOf(clock, 3));
    clock.forward(1);
    await write(acme, eventsOf(clock, 4));
    clock.forward(8);
    await purger.run();
    const query = parseQuery({ q: 'action:member.role_changed', from: '2000-01-01' }, clock.now());
    expect(await archive.search.search(await archive.keeping.open(acme), query, 50)).toHaveLength(7);
    appendFileSync(fileOf(acme, '2026-11-29'), 'x');
    await expect(archive.keeping.open(acme)).rejects.toThrow('has changed since it was written');
    await expect(archive.keeping.open(acme, DATE)).resolves.toHaveLength(1);
  });
});

describe('a file that is no archive', () => {
  const everything = parseQuery({ from: '2000-01-01' }, new Date());
  const sourceOf = (bytes: Buffer): ByteSource => ({
    byteLength: bytes.length,
    slice: (start, end) => new Uint8Array(bytes.subarray(start, end)).slice().buffer,
  });

  it.each([
    ['is something else', () => Promise.resolve(Buffer.from('a,b\r\n1,2\r\n'.repeat(100)))],
    ['is empty', () => Promise.resolve(Buffer.alloc(0))],
    ['is an export', () => fileOfFormat(parquetFormat, [[exportedRow(1, 'x')]])],
  ])('because it %s, is refused', async (_, bytes) => {
    await expect(fixture.archive.search.search([sourceOf(await bytes())], everything, 10)).rejects.toThrow(
      /no archive of Daybook/,
    );
  });

  it('because it was cut or damaged, is refused', async () => {
    const acme = await organization();
    await write(acme, eventsOf(fixture.clock, 500));
    fixture.clock.forward(8);
    await fixture.purger.run();
    const bytes = readFileSync(fileOf(acme));
    const { search } = fixture.archive;
    expect(await search.search([sourceOf(bytes)], everything, 1_000)).toHaveLength(500);
    const cut = sourceOf(bytes.subarray(0, bytes.length - 1));
    await expect(search.search([cut], everything, 10)).rejects.toThrow(/no archive of Daybook/);
    const damaged = Buffer.from(bytes);
    damaged.fill(0xff, 1_000, 1_200);
    await expect(search.search([sourceOf(damaged)], everything, 10)).rejects.toThrow();
  });
});

describe('an operator', () => {
  it('deletes an archive, with an event, and it stays on record', async () => {
    const { clock, purger, archive } = fixture;
    const acme = await organization();
    await write(acme, eventsOf(clock, 3));
    clock.forward(8);
    await purger.run();
    await archive.keeping.delete(acme, DATE);
    expect(existsSync(join(archive.root, 'archives', acme, DATE))).toBe(false);
    expect(await archive.keeping.list(acme)).toMatchObject([
      { events: 3, deleted_at: '2026-11-29T12:00:00.000Z' },
    ]);
    expect(await idsOf(fixture, acme, 'archive.deleted')).toHaveLength(1);
    await expect(archive.keeping.delete(acme, DATE)).rejects.toThrow(`There is no archive of ${DATE}`);
    expect(await archive.keeping.open(acme)).toEqual([]);
  });
});
