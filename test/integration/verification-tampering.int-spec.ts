import type { Finding } from '../../src/modules/verification/verification.contract';
import { EVENT_COLUMNS } from '../../src/modules/verification/rows/columns';
import { coverUp } from '../support/cover-up';
import { startTestApp, type TestApp } from '../support/test-app';
import { clean, seal, sealedLog, walk } from '../support/sealed-logs';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

const sql = async <T = Record<string, unknown>>(text: string, ...values: unknown[]): Promise<T[]> =>
  (await test.superuser.query(text, values)).rows as T[];

/** What a database administrator writes into each column of one row. */
const FORGERIES: Readonly<Record<string, string>> = {
  organization_id: 'gen_random_uuid()',
  sequence: '1000000 + sequence',
  expires_on: `'2999-01-01'`,
  id: 'gen_random_uuid()',
  occurred_at: `occurred_at - interval '1 day'`,
  recorded_at: `recorded_at - interval '1 minute'`,
  source: `'elsewhere'`,
  action: `'note.burnt'`,
  operation: `'delete'`,
  category: `'settings'`,
  outcome: `'denied'`,
  flags: `'{critical}'`,
  actor_key: 'gen_random_uuid()',
  actor_type: `'robot'`,
  actor_role: `'owner'`,
  reported_by: 'NULL',
  session_id: `'another'`,
  request_id: 'NULL',
  resource_type: `'letter'`,
  resource_id: `'note-0'`,
  subject_type: `'person'`,
  subject_id: `'p-0'`,
  ip: `'198.51.100.1'`,
  search_text: `search_text || ' more'`,
  actor: `replace(actor, 'Jane', 'John')`,
  actor_salt: `sha256(actor_salt)`,
  context: `replace(context, 'session_id', 'sessiom_id')`,
  context_salt: `'\\x00'`,
  target: `replace(target, 'Note', 'Nota')`,
  target_salt: 'NULL',
  content: `replace(content, 'quetzal', 'parrot')`,
  content_salt: `substring(content_salt || '\\x01' FROM 2)`,
  leaf_hash: 'sha256(leaf_hash)',
  erasure: `'{"digests": {}, "by": []}'`,
};

describe('a database administrator who changes one column of one event (A16)', () => {
  it('is found in every column there is, with its name and the number of the event', async () => {
    const columns = await sql<{ name: string }>(
      `SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'events' AND table_schema = 'public'`,
    );
    const names = columns.map(({ name }) => name);
    expect(Object.keys(FORGERIES).toSorted()).toEqual(names.toSorted());
    expect([...EVENT_COLUMNS, 'organization_id'].toSorted()).toEqual(names.toSorted());

    const id = await sealedLog(test, 100);
    expect(await walk(test, id)).toMatchObject({ ...clean(100), confirmed_size: 100 });
    await sql(`CREATE TABLE IF NOT EXISTS events_29990101 (LIKE events INCLUDING ALL)`);
    await sql(`ALTER TABLE events ATTACH PARTITION events_29990101 FOR VALUES IN ('2999-01-01')`);
    const sequences = names.map((_, index) => 11 + 2 * index);
    for (const [index, name] of names.entries())
      await sql(
        `UPDATE events SET ${name} = ${FORGERIES[name]} WHERE organization_id = $1 AND sequence = $2`,
        id,
        sequences[index],
      );

    const { findings } = await walk(test, id);
    const unnamed = names.filter((name, index) => {
      const sequence = sequences[index] as number;
      const of = findings.filter(
        (one) => (one.first_sequence ?? 0) <= sequence && sequence <= (one.last_sequence ?? 0),
      );
      const missing = name === 'organization_id' || name === 'sequence';
      return !of.some(({ kind, field }) =>
        missing ? kind === 'missing' : field?.split(', ').includes(name),
      );
    });
    expect(unnamed).toEqual([]);
    const exact = new Set(findings.map(({ field }) => field));
    expect(EXACT.filter((name) => !exact.has(name))).toEqual([]);
  });
});

/** Of these it is told which one it was, and no other. */
const EXACT = (
  'recorded_at source action operation category outcome flags actor_key actor_type actor_role reported_by request_id ' +
  'resource_type resource_id subject_type subject_id ip leaf_hash expires_on actor context'
).split(' ');

const of = (id: string, columns: string, sequence: number) =>
  sql(`SELECT ${columns} FROM events WHERE organization_id = $1 AND sequence = $2`, id, sequence).then(
    ([row]) => row as Record<string, never>,
  );

const change = (id: string, sequence: number, set: string, ...values: unknown[]) =>
  sql(`UPDATE events SET ${set} WHERE organization_id = $1 AND sequence = $2`, id, sequence, ...values);

const told = ({ findings }: { findings: readonly Finding[] }) =>
  findings.map(
    ({ kind, field, first_sequence, last_sequence }) => `${kind} ${field} ${first_sequence}-${last_sequence}`,
  );

describe('a database administrator who covers the change of an event', () => {
  const FORGED = `content = replace(content, 'quetzal', 'parrot')`;

  it.each([
    ['row', ['altered id, occurred_at']],
    ['tile', ['tree tree_tiles 1-256', 'tree tree_tiles 1-300', 'tree trees 300-300']],
    ['tree', ['tree tree_tiles 1-300']],
    ['checkpoint', ['checkpoint checkpoints 300-300', 'tree tree_tiles 1-300']],
  ] as const)('by its hash, and as deep as the %s, is found (A16, A20)', async (depth, expected) => {
    const id = await sealedLog(test, 300);
    await change(id, 77, FORGED);
    await coverUp(test, id, 77, depth);
    const found = told(await walk(test, id));
    expect(found).toHaveLength(expected.length);
    for (const one of expected) expect(found.some((text) => text.startsWith(one))).toBe(true);
    if (depth === 'row') expect(found[0]).toMatch(/leaf_hash 77-77$/);
  });

  it('and one who changes a leaf of the tree only harms the tree', async () => {
    const id = await sealedLog(test, 300);
    await sql(
      `UPDATE tree_tiles SET hashes = set_byte(hashes, 0, 255 - get_byte(hashes, 0)) WHERE organization_id = $1 AND level = 0 AND index = 1`,
      id,
    );
    const result = await walk(test, id);
    expect(told(result)).toEqual(['tree tree_tiles 257-257']);
    expect(result.counts).toMatchObject({ present: 300, altered: 0 });
  });

  it('or a tile above it, its width, a root, a note, or the name of the log', async () => {
    const attacks: Record<string, [set: string, expected: string]> = {
      'UPDATE tree_tiles SET': [
        `hashes = set_byte(hashes, 3, 255 - get_byte(hashes, 3)) WHERE level = 1 AND`,
        'tree tree_tiles 1-256',
      ],
      'UPDATE tree_tiles AS t SET': [
        `hashes = hashes || sha256('') WHERE index = 1 AND`,
        'tree tree_tiles 257-512',
      ],
      'UPDATE trees SET': [`root = sha256('') WHERE`, 'tree trees 300-300'],
      'UPDATE trees AS t SET': [`origin = 'elsewhere' WHERE`, 'checkpoint checkpoints 300-300'],
      'UPDATE checkpoints SET': [`note = replace(note, '— ', '— x') WHERE`, 'checkpoint checkpoints 300-300'],
      'UPDATE checkpoints AS c SET': [
        `signed_at = signed_at - interval '1 hour' WHERE`,
        'checkpoint checkpoints 300-300',
      ],
      'DELETE FROM tree_tiles': ['WHERE index = 1 AND', 'tree tree_tiles 257-300'],
    };
    for (const [verb, [set, expected]] of Object.entries(attacks)) {
      const id = await sealedLog(test, 300);
      await sql(`${verb} ${set} organization_id = $1`, id);
      expect([verb, told(await walk(test, id))]).toEqual([verb, expect.arrayContaining([expected])]);
    }
  });
});

describe('a database administrator who takes, moves or adds events', () => {
  it('is found when one is deleted, or a whole partition (A17)', async () => {
    const id = await sealedLog(test, 300);
    await sql('DELETE FROM events WHERE organization_id = $1 AND sequence IN (7, 100, 101, 300)', id);
    expect(told(await walk(test, id))).toEqual([
      'missing events 7-7',
      'missing events 100-101',
      'missing events 300-300',
    ]);
    await sql('DELETE FROM events WHERE organization_id = $1', id);
    expect(await walk(test, id)).toMatchObject({
      counts: { missing: 300 },
      findings: [{ first_sequence: 1, last_sequence: 300 }],
    });
  });

  it('is found when two are swapped, or all behind one are renumbered (A18)', async () => {
    const id = await sealedLog(test, 40);
    await sql(
      'UPDATE events SET sequence = CASE sequence WHEN 11 THEN 1012 WHEN 12 THEN 1011 END WHERE organization_id = $1 AND sequence IN (11, 12)',
      id,
    );
    await sql(
      'UPDATE events SET sequence = sequence - 1000 WHERE organization_id = $1 AND sequence > 1000',
      id,
    );
    const { findings } = await walk(test, id);
    expect(findings.map(({ first_sequence, says }) => [first_sequence, says])).toEqual([
      [11, 'what stands here was sealed as #12'],
      [12, 'what stands here was sealed as #11'],
    ]);
    const other = await sealedLog(test, 40);
    await sql('DELETE FROM events WHERE organization_id = $1 AND sequence = 20', other);
    await sql(
      'UPDATE events SET sequence = sequence + 1000 WHERE organization_id = $1 AND sequence > 20',
      other,
    );
    await sql(
      'UPDATE events SET sequence = sequence - 1001 WHERE organization_id = $1 AND sequence > 1000',
      other,
    );
    expect(await walk(test, other)).toMatchObject({ counts: { altered: 20, missing: 1 } });
  });

  it('is found when one is put in, back-dated, twice, or behind the end (A19)', async () => {
    const id = await sealedLog(test, 40);
    const columns = EVENT_COLUMNS.filter(
      (column) => !['sequence', 'recorded_at', 'expires_on'].includes(column),
    ).join(', ');
    const copy = (sequence: string, recorded: string, date: string) =>
      sql(
        `INSERT INTO events (organization_id, sequence, recorded_at, expires_on, ${columns.replace('id,', 'id,')})
         SELECT organization_id, ${sequence}, ${recorded}, ${date}, ${columns.replace(/^id,/, 'gen_random_uuid(),').replace(', id,', ', gen_random_uuid(),')} FROM events WHERE organization_id = $1 AND sequence = 5`,
        id,
      );
    await sql(`SELECT create_events_partition('2998-01-01')`);
    await copy('9', 'recorded_at', `'2998-01-01'`);
    await copy('41', `recorded_at - interval '30 days'`, 'expires_on');
    await coverUp(test, id, 41, 'row');
    expect(told(await walk(test, id))).toEqual(
      expect.arrayContaining(['duplicate sequence 9-9', 'head log_heads 41-41']),
    );
    await sql('UPDATE log_heads SET last_sequence = 41 WHERE organization_id = $1', id);
    expect(told(await walk(test, id))).toEqual(
      expect.arrayContaining(['duplicate sequence 9-9', 'back_dated recorded_at 41-41']),
    );
  });

  it('is found when the end of the log, of the tree or of what was signed is set back (A22)', async () => {
    const id = await sealedLog(test, 40);
    await sql('UPDATE log_heads SET last_sequence = 30 WHERE organization_id = $1', id);
    expect(told(await walk(test, id))).toEqual(expect.arrayContaining(['head log_heads 31-40']));
    await sql('DELETE FROM events WHERE organization_id = $1 AND sequence > 30', id);
    await sql('DELETE FROM trees WHERE organization_id = $1', id);
    expect(told(await walk(test, id))).toEqual(expect.arrayContaining(['tree trees 1-40']));
    await sql('DELETE FROM checkpoints WHERE organization_id = $1', id);
    await sql('DELETE FROM tree_tiles WHERE organization_id = $1', id);
    await seal(test, id);
    expect(await walk(test, id)).toMatchObject({
      findings: [
        { kind: 'tree', field: 'trees', says: expect.stringMatching(/set back/) },
        { kind: 'head', first_sequence: 31, last_sequence: 40, says: expect.stringMatching(/set back/) },
      ],
    });
  });
});

describe('a database administrator who says that others took events', () => {
  const digest = `encode(sha256(content_salt || convert_to(content, 'UTF8')), 'hex')`;
  const forge = (
    by: string,
  ) => `content = NULL, content_salt = NULL, erasure = jsonb_build_object('digests', jsonb_build_object('content', ${digest}),
    'by', jsonb_build_array(jsonb_build_object('event_id', ${by}, 'at', '2026-11-20T10:00:00.000Z', 'parts', '["content"]'::jsonb)))::text`;

  it('is found where the erasure was never announced, or by an event that announces something else', async () => {
    const id = await sealedLog(test, 40);
    const { id: other } = await of(id, 'id', 30);
    await change(id, 10, forge('gen_random_uuid()'));
    await change(id, 12, forge(`'${other}'`));
    const { findings, counts } = await walk(test, id);
    expect(counts).toMatchObject({ altered: 2, erased: 0 });
    expect(findings.map(({ kind, first_sequence, field }) => [kind, first_sequence, field])).toEqual([
      ['not_authorized', 10, 'erasure'],
      ['not_authorized', 12, 'erasure'],
    ]);
    expect(findings.map(({ says }) => says)).toEqual([
      expect.stringMatching(/is not there/),
      expect.stringMatching(/#30.*was not written by Daybook/),
    ]);
  });

  it('is found where the purge is made up', async () => {
    const id = await sealedLog(test, 40);
    await sql(`INSERT INTO event_partitions (expires_on, dropped_at) VALUES ('2020-01-01', now())`);
    await sql(
      `INSERT INTO purged_leaves (organization_id, expires_on, first_sequence, last_sequence, hashes)
       SELECT $1, '2020-01-01', 5, 9, string_agg(leaf_hash, '' ORDER BY sequence) FROM events WHERE organization_id = $1 AND sequence BETWEEN 5 AND 9`,
      id,
    );
    await sql('DELETE FROM events WHERE organization_id = $1 AND sequence BETWEEN 5 AND 9', id);
    expect(told(await walk(test, id))).toEqual(['not_authorized purges 5-9']);
    await sql(
      `INSERT INTO purges (organization_id, expires_on, policy_version, events, range_count, ranges, ranges_sha256, started_at, purged_at)
       VALUES ($1, '2020-01-01', 1, 5, 1, '[[5,9]]', encode(sha256('[[5,9]]'), 'hex'), now(), now())`,
      id,
    );
    const { findings, counts } = await walk(test, id);
    expect(findings).toMatchObject([
      {
        kind: 'not_authorized',
        first_sequence: 5,
        last_sequence: 9,
        says: 'no event says that 2020-01-01 was purged',
      },
    ]);
    expect(counts).toMatchObject({ missing: 5, purged: 0 });
  });
});
