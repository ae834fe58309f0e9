import { hash, randomUUID } from 'node:crypto';
import type { NewEvent } from '../../src/modules/audit/audit.event';
import { Sealing } from '../../src/modules/integrity/integrity.sealing';
import { Purger } from '../../src/modules/retention/retention.purger';
import { VerificationStore } from '../../src/modules/verification/storage/verification-store';
import { RollingVerification } from '../../src/modules/verification/verification.rolling';
import { LogList, type WalkState } from '../../src/modules/verification/verification.walks';
import { VerificationState } from '../../src/modules/verification/verification.state';
import { DAY_MS } from '../../src/platform/clock/clock';
import { coverUp } from '../support/cover-up';
import { startTestApp, type TestApp } from '../support/test-app';
import { appendTo, seal, sealedLog, variedEvents, walk } from '../support/sealed-logs';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

const sql = async <T = Record<string, unknown>>(text: string, ...values: unknown[]): Promise<T[]> =>
  (await test.superuser.query(text, values)).rows as T[];

const forge = (id: string, sequence: number) =>
  sql(
    `UPDATE events SET content = replace(content, 'quetzal', 'parrot') WHERE organization_id = $1 AND sequence = $2`,
    id,
    sequence,
  );

const AT = '2026-11-20T10:00:00.000Z';
const SALT = Buffer.alloc(16, 7);
const digest = (text: string): string => hash('sha256', Buffer.concat([SALT, Buffer.from(text)]), 'hex');

/** A kept record of an event that never was, behind the end of the log: all that a purge would have left of it, and its leaf right. */
async function keptRecord(id: string, action: string, resource: string, details: object): Promise<string> {
  const event = randomUUID();
  const parts = [
    '{"actor":{"type":"system"}}',
    JSON.stringify({ resource: { id: resource } }),
    JSON.stringify({ details }),
  ] as const;
  const [actor, target, content] = parts.map(digest);
  const leaf = `\0{"action":"${action}","actor":"${actor}","category":null,"content":"${content}","context":null,"flags":[],"id":"${event}","occurred_at":"${AT}","operation":"delete","organization_id":"${id}","outcome":"success","recorded_at":"${AT}","source":"security","target":"${target}","v":1}`;
  await sql(
    `INSERT INTO kept_records (organization_id, id, sequence, occurred_at, recorded_at, source, action, operation, outcome, flags, resource_id,
       actor, actor_salt, target, target_salt, content, content_salt, leaf_hash)
     VALUES ($1, $2, 900000, $3, $3, 'security', $4, 'delete', 'success', '{}', $5, $6, $9, $7, $9, $8, $9, $10)`,
    id,
    event,
    AT,
    action,
    resource,
    ...parts,
    SALT,
    hash('sha256', leaf, 'buffer'),
  );
  return event;
}

describe('a database administrator who makes up what authorizes', () => {
  it('a purge, by a record of an event that never was, is found (A17)', async () => {
    const id = await sealedLog(test, 40);
    const ranges_sha256 = hash('sha256', '[[5,9]]', 'hex');
    await sql(`INSERT INTO event_partitions (expires_on, dropped_at) VALUES ('2020-01-01', now())`);
    await sql(
      `INSERT INTO purged_leaves (organization_id, expires_on, first_sequence, last_sequence, hashes)
       SELECT $1, '2020-01-01', 5, 9, string_agg(leaf_hash, '' ORDER BY sequence) FROM events WHERE organization_id = $1 AND sequence BETWEEN 5 AND 9`,
      id,
    );
    await sql('DELETE FROM events WHERE organization_id = $1 AND sequence BETWEEN 5 AND 9', id);
    await sql(
      `INSERT INTO purges (organization_id, expires_on, policy_version, events, range_count, ranges, ranges_sha256, started_at, purged_at)
       VALUES ($1, '2020-01-01', 1, 5, 1, '[[5,9]]', $2, now(), now())`,
      id,
      ranges_sha256,
    );
    await keptRecord(id, 'retention.purged', '2020-01-01', { ranges_sha256, events: 5 });
    const { findings, counts } = await walk(test, id);
    expect(counts).toMatchObject({ missing: 5, purged: 0 });
    expect(findings).toMatchObject([
      { kind: 'not_authorized', first_sequence: 5, says: expect.stringMatching(/is not what was sealed/) },
    ]);
  });

  it('an erasure, likewise', async () => {
    const id = await sealedLog(test, 40);
    const windows_sha256 = hash('sha256', '[[0,"content","{[10,11)}"]]', 'hex');
    const event = await keptRecord(id, 'erasure.started', 'x', { windows_sha256, started_at: AT });
    const erasure = randomUUID();
    await sql(
      `INSERT INTO erasures (organization_id, id, kind, state, parts, reason, requested_by, requested_at, last_sequence, events, event_id)
       VALUES ($1, $2, 'events', 'done', '{content}', 'x', '{}', now(), 40, 1, $3)`,
      id,
      erasure,
      event,
    );
    await sql(`INSERT INTO erasure_windows VALUES ($1, $2, 0, 'content', '{[10,11)}', 1, 1)`, id, erasure);
    await sql(
      `UPDATE events SET content = NULL, content_salt = NULL, erasure = jsonb_build_object(
         'digests', jsonb_build_object('content', encode(sha256(content_salt || convert_to(content, 'UTF8')), 'hex')),
         'by', jsonb_build_array(jsonb_build_object('event_id', $2::text, 'at', $3::text, 'parts', '["content"]'::jsonb)))::text
        WHERE organization_id = $1 AND sequence = 10`,
      id,
      event,
      AT,
    );
    expect(await walk(test, id)).toMatchObject({
      counts: { erased: 0, altered: 1 },
      findings: [{ kind: 'not_authorized', first_sequence: 10 }],
    });
  });
});

describe('what no verification can read', () => {
  const POISONS: Readonly<Record<string, string>> = {
    'a moment without end': `UPDATE events SET occurred_at = 'infinity' WHERE organization_id = $1 AND sequence = 3`,
    another: `UPDATE events SET recorded_at = 'infinity' WHERE organization_id = $1 AND sequence = 1`,
    'a checkpoint of no time': `UPDATE checkpoints SET signed_at = 'infinity' WHERE organization_id = $1`,
    'no policy': `INSERT INTO retention_policy_versions (organization_id, version, policy, changed_at, changed_by) VALUES ($1, 1, '"x"', now(), '{}')`,
    'a policy without end': `INSERT INTO retention_policy_versions (organization_id, version, policy, changed_at, changed_by) VALUES ($1, 1, '{"default_days":null,"rules":[],"floor_days":null}', 'infinity', '{}')`,
    'an event that is said to have erased and says nothing': `WITH other AS (UPDATE events SET content = 'x' WHERE organization_id = $1 AND sequence = 30 RETURNING id)
      UPDATE events SET erasure = jsonb_build_object('digests', '{}'::jsonb, 'by', jsonb_build_array(jsonb_build_object('event_id', other.id, 'at', 'x', 'parts', '[]'::jsonb)))::text
        FROM other WHERE organization_id = $1 AND sequence = 10`,
  };

  it.each(Object.entries(POISONS))('%s does not keep it from what else was changed', async (_, poison) => {
    const id = await sealedLog(test, 40);
    await forge(id, 20);
    await sql(poison, id);
    const { findings } = await walk(test, id);
    expect(findings).toContainEqual(expect.objectContaining({ kind: 'altered', first_sequence: 20 }));
  });
});

const TABLES = ['trees', 'tree_tiles', 'checkpoints', 'log_heads', 'events'];

describe('a database administrator who leaves nothing to compare, and no sealer looks (A20, A22, F23)', () => {
  it('by taking the checkpoints away is found, and so is what he changed', async () => {
    const id = await sealedLog(test, 300);
    await forge(id, 77);
    await coverUp(test, id, 77, 'tree');
    await sql('DELETE FROM checkpoints WHERE organization_id = $1', id);
    const { findings } = await walk(test, id);
    expect(
      findings.map(({ kind, first_sequence, last_sequence }) => [kind, first_sequence, last_sequence]),
    ).toEqual([
      ['tree', 1, 300],
      ['checkpoint', 1, 300],
    ]);
  });

  it('by opening an epoch is found', async () => {
    const id = await sealedLog(test, 300);
    await forge(id, 77);
    await coverUp(test, id, 77, 'tree');
    await sql(`UPDATE trees SET epoch = 2, origin = origin || '/2' WHERE organization_id = $1`, id);
    expect((await walk(test, id)).findings).toMatchObject([{ kind: 'checkpoint', last_sequence: 300 }]);
  });

  it('by setting the log back, with all that was signed of it, is found', async () => {
    const id = await sealedLog(test, 40);
    const before = new Map<string, unknown[]>();
    for (const table of TABLES)
      before.set(
        table,
        await sql(`SELECT to_jsonb(t) AS row FROM ${table} t WHERE organization_id = $1`, id),
      );
    await appendTo(test, id, variedEvents(10));
    await seal(test, id);
    for (const [table, rows] of before) {
      await sql(`DELETE FROM ${table} WHERE organization_id = $1`, id);
      for (const { row } of rows as { row: object }[])
        await sql(
          `INSERT INTO ${table} SELECT (jsonb_populate_record(NULL::${table}, $1)).*`,
          JSON.stringify(row),
        );
    }
    expect((await walk(test, id)).findings).toMatchObject([
      { kind: 'head', first_sequence: 41, last_sequence: 50, says: expect.stringMatching(/set back/) },
    ]);
  });

  it('by taking all of it is found, among the logs that are to be verified', async () => {
    const id = await sealedLog(test, 40);
    for (const table of TABLES) await sql(`DELETE FROM ${table} WHERE organization_id = $1`, id);
    expect((await test.app.get(LogList, { strict: false }).read()).vanished).toEqual([id]);
    const report = await test.app.get(VerificationState, { strict: false }).report();
    expect(report).toMatchObject({ logsVanished: 1 });
    expect(report.warnings.join()).toContain(`nobody deleted them: ${id}`);
    expect((await walk(test, id)).findings).toMatchObject([
      { kind: 'head', first_sequence: 1, last_sequence: 40 },
    ]);
  });
});

describe('a database administrator who has a log left alone', () => {
  it('by moments that lie ahead does not: it is sealed, looked over and verified all the same', async () => {
    const id = await sealedLog(test, 40);
    const rolling = test.app.get(RollingVerification, { strict: false });
    await rolling.newest();
    await rolling.whole();
    await forge(id, 20);
    await appendTo(test, id, variedEvents(3));
    const far = `'2999-01-01'`;
    await sql(`UPDATE trees SET sealed_at = ${far}, refused_at = ${far} WHERE organization_id = $1`, id);
    await sql(
      `UPDATE verifications SET newest_at = ${far}, whole_at = ${far} WHERE organization_id = $1`,
      id,
    );
    await test.app.get(Sealing, { strict: false }).run();
    expect(await sql('SELECT size FROM trees WHERE organization_id = $1', id)).toEqual([{ size: '43' }]);
    await rolling.newest();
    const found =
      'SELECT findings, whole_at < now() + $2::interval AS walked FROM verifications WHERE organization_id = $1';
    expect(await sql(found, id, '100 years')).toEqual([{ findings: 1, walked: false }]);
    await rolling.whole();
    expect(await sql(found, id, '100 years')).toEqual([{ findings: 1, walked: true }]);
  });
});

describe('where a walk has come to', () => {
  const keep = (id: string, state: object) =>
    sql(
      `INSERT INTO verifications (organization_id, first_at, walk, walk_started_at) VALUES ($1, now(), $2, now())
       ON CONFLICT (organization_id) DO UPDATE SET walk = excluded.walk, walk_started_at = now(), whole_at = NULL, whole = NULL`,
      id,
      JSON.stringify(state),
    );
  const verified = (id: string) => sql('SELECT findings FROM verifications WHERE organization_id = $1', id);

  it('is nothing that a database can say, nor an installation say of another log or another day', async () => {
    const [id, other] = [await sealedLog(test, 300), await sealedLog(test, 300)];
    const rolling = test.app.get(RollingVerification, { strict: false });
    const store = test.app.get(VerificationStore, { strict: false });
    const states: WalkState[] = [];
    await walk(test, id, { page: 256, onPage: (state) => void states.push(state) });
    await store.keep(id, states.at(-1) as WalkState, 300, test.clock.now());
    const [{ walk: kept } = { walk: {} }] = await sql<{ walk: object }>(
      'SELECT walk FROM verifications WHERE organization_id = $1',
      id,
    );
    expect(await store.unfinished(id, new Date(0))).toMatchObject({ next: 301 });
    expect(await store.unfinished(id, new Date(test.clock.now().getTime() + DAY_MS))).toBeNull();
    await keep(other, kept);
    expect(await store.unfinished(other, new Date(0))).toBeNull();

    await forge(id, 20);
    await keep(id, { ...kept, counts: { present: 300 } });
    await rolling.whole();
    expect(await verified(id)).toEqual([{ findings: 1 }]);
  });
});

describe('a log that was cut', () => {
  it('is told so once, although what it is told makes it longer', async () => {
    const id = await sealedLog(test, 40);
    await sql('DELETE FROM events WHERE organization_id = $1 AND sequence > 20', id);
    await sql('UPDATE log_heads SET last_sequence = 20 WHERE organization_id = $1', id);
    const rolling = test.app.get(RollingVerification, { strict: false });
    for (let minute = 0; minute < 4; minute++) {
      await rolling.newest();
      test.clock.advance(60_000);
    }
    expect(
      await sql(
        `SELECT action FROM events WHERE organization_id = $1 AND action LIKE 'integrity.violation%' AND content LIKE '%log_heads%'`,
        id,
      ),
    ).toEqual([{ action: 'integrity.violation_found' }]);
  });
});

describe('a purge that a crash left behind, or that a database administrator wrote there as if it had', () => {
  it('is none where no policy ever let anything go, although Daybook completes it by an event of its own', async () => {
    const id = await sealedLog(test, 40);
    await sql(`INSERT INTO event_partitions (expires_on, dropped_at) VALUES ('2026-11-27', now())`);
    await sql(
      `INSERT INTO purged_leaves (organization_id, expires_on, first_sequence, last_sequence, hashes)
       SELECT $1, '2026-11-27', 5, 9, string_agg(leaf_hash, '' ORDER BY sequence) FROM events WHERE organization_id = $1 AND sequence BETWEEN 5 AND 9`,
      id,
    );
    await sql('DELETE FROM events WHERE organization_id = $1 AND sequence BETWEEN 5 AND 9', id);
    await sql(
      `INSERT INTO purges (organization_id, expires_on, policy_version, events, range_count, ranges, ranges_sha256, started_at)
       VALUES ($1, '2026-11-27', 1, 5, 1, '[[5,9]]', $2, now())`,
      id,
      hash('sha256', '[[5,9]]', 'hex'),
    );
    const nothing = { kind: 'not_authorized', first_sequence: 5, last_sequence: 9 };
    expect((await walk(test, id)).findings).toMatchObject([nothing]);
    expect(await test.app.get(Purger, { strict: false }).resume()).toMatchObject({ completed: 1 });
    await seal(test, id);
    expect(await walk(test, id)).toMatchObject({ counts: { missing: 5, purged: 0 }, findings: [nothing] });
  });

  it('is not taken for undone because a host product reports an event of that name (A16)', async () => {
    const id = randomUUID();
    await sql(`INSERT INTO organizations (id, name) VALUES ($1, 'Acme')`, id);
    const policy = JSON.stringify({ default_days: 20, rules: [], floor_days: null });
    await sql(
      `INSERT INTO retention_policy_versions (organization_id, version, policy, changed_at, changed_by) VALUES ($1, 1, $2, $3, '{}')`,
      id,
      policy,
      test.clock.now(),
    );
    await sql(
      `INSERT INTO retention_policies (organization_id, default_days, version, updated_at) VALUES ($1, 20, 1, now())`,
      id,
    );
    const now = test.clock.now();
    await appendTo(test, id, variedEvents(20, now));
    const [{ date } = { date: '' }] = await sql<{ date: string }>(
      'SELECT expires_on::text AS date FROM events WHERE organization_id = $1 LIMIT 1',
      id,
    );
    const [like] = variedEvents(1, new Date(now.getTime() + 10 * DAY_MS));
    const resource = { type: 'purge', id: date, name: null };
    await appendTo(test, id, [{ ...(like as NewEvent), action: 'retention.purged', resource }]);
    await seal(test, id);
    test.clock.advance(25 * DAY_MS);
    await test.app.get(Purger, { strict: false }).run({ mostDates: 10_000 });
    await seal(test, id);
    expect(await walk(test, id)).toMatchObject({ findings: [], counts: { purged: 20, missing: 0 } });
  });
});
