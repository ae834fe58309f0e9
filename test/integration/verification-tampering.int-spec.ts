import { EVENT_COLUMNS } from '../../src/modules/verification/rows/columns';
import { startTestApp, type TestApp } from '../support/test-app';
import { clean, sealedLog, walk } from '../support/sealed-logs';

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
  search_text: `replace(search_text, 'Jane', 'John')`,
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
      await sql(`UPDATE events SET ${name} = ${FORGERIES[name]} WHERE organization_id = $1 AND sequence = $2`, id, sequences[index]);

    const { findings } = await walk(test, id);
    const unnamed = names.filter((name, index) => {
      const sequence = sequences[index] as number;
      const of = findings.filter((one) => (one.first_sequence ?? 0) <= sequence && sequence <= (one.last_sequence ?? 0));
      const missing = name === 'organization_id' || name === 'sequence';
      return !of.some(({ kind, field }) => (missing ? kind === 'missing' : field?.split(', ').includes(name)));
    });
    expect(unnamed).toEqual([]);
    expect(findings.map((one) => `#${one.first_sequence}-${one.last_sequence} ${one.kind} ${one.field}: ${one.says}`)).toEqual([]);
  });
});
