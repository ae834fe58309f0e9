import { createHash, randomUUID } from 'node:crypto';
import { canonicalJson } from '../../src/modules/audit/recording/canonical-json';
import type { PartName } from '../../src/modules/audit/recording/parts';
import type { EventRow } from '../../src/modules/audit/storage/event-row';
import { anEvent, openLog, type LogFixture } from '../support/log-fixture';

type StoredRow = EventRow & Record<`${PartName}_salt`, Buffer>;

describe('append_events', () => {
  let log: LogFixture;
  beforeAll(async () => void (log = await openLog()));
  afterAll(() => log.close());

  const rowsOf = async (organizationId: string): Promise<StoredRow[]> =>
    (
      await log.admin.pool.query(
        'SELECT *, expires_on::text FROM events WHERE organization_id = $1 ORDER BY sequence',
        [organizationId],
      )
    ).rows;

  it('numbers events of an organization 1, 2, 3 and answers with the numbers', async () => {
    const organizationId = randomUUID();
    const first = await log.writer.write(organizationId, [anEvent(), anEvent()]);
    const second = await log.writer.write(organizationId, [anEvent()]);
    expect(
      [...first, ...second].map(({ status, ...rest }) => [status, 'sequence' in rest && rest.sequence]),
    ).toEqual([
      ['stored', 1],
      ['stored', 2],
      ['stored', 3],
    ]);
  });

  it('stores parts, salts and a leaf that an outsider can compute again', async () => {
    const organizationId = randomUUID();
    await log.writer.write(organizationId, [anEvent({ flags: ['critical'] })]);
    const [row] = (await rowsOf(organizationId)) as [StoredRow];
    const digest = (part: PartName): string | null => {
      const [text, salt] = [row[part], row[`${part}_salt`]];
      return text === null ? null : createHash('sha256').update(salt).update(text).digest('hex');
    };
    const { action, category, flags, id, operation, outcome, source } = row;
    const header = {
      action,
      category,
      flags,
      id,
      operation,
      organization_id: organizationId,
      outcome,
      source,
      v: 1,
    };
    const times = {
      occurred_at: row.occurred_at.toISOString(),
      recorded_at: row.recorded_at.toISOString(),
    };
    const leaf = canonicalJson({
      ...header,
      ...times,
      actor: digest('actor'),
      content: digest('content'),
      context: digest('context'),
      target: digest('target'),
    });
    expect(createHash('sha256').update('\0').update(leaf).digest('hex')).toBe(row.leaf_hash.toString('hex'));
    expect(JSON.parse(String(row.content))).toEqual({
      changes: { after: { role: 'admin' }, before: { role: 'member' } },
    });
    expect(row.expires_on).toBe('3026-11-01');
  });

  it('answers a repeated id with the first number, and a changed one with conflict, storing neither', async () => {
    const organizationId = randomUUID();
    const sent = anEvent({ sent: ['id', 'action', 'details'], details: { n: 1 } });
    await log.writer.write(organizationId, [sent]);
    expect(await log.writer.write(organizationId, [sent])).toEqual([
      {
        status: 'duplicate',
        id: sent.id,
        sequence: 1,
        leafHash: expect.stringMatching(/^[\da-f]{64}$/) as string,
      },
    ]);
    expect(await log.writer.write(organizationId, [{ ...sent, details: { n: 2 } }])).toEqual([
      { status: 'conflict', id: sent.id, sequence: 1, member: 'details' },
    ]);
    expect(await rowsOf(organizationId)).toHaveLength(1);
  });

  it('stores all of an all-or-nothing batch or none of it', async () => {
    const organizationId = randomUUID();
    const sent = anEvent({ sent: ['id', 'action'] });
    await log.writer.write(organizationId, [sent]);
    const results = await log.writer.write(
      organizationId,
      [anEvent(), { ...sent, action: 'other.thing' }],
      true,
    );
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'conflict']);
    expect(await rowsOf(organizationId)).toHaveLength(1);
  });

  it('finds the one event that the database refuses and stores its neighbours', async () => {
    const organizationId = randomUUID();
    const bad = anEvent({ resource: { type: 'x', id: 'no\0good' } });
    const results = await log.writer.write(organizationId, [anEvent(), bad, anEvent(), anEvent(), anEvent()]);
    expect(results.map(({ status }) => status)).toEqual(['stored', 'rejected', 'stored', 'stored', 'stored']);
    expect((await rowsOf(organizationId)).map(({ sequence }) => Number(sequence))).toEqual([1, 2, 3, 4]);
  });

  it('keeps sequences dense while sixteen writers append to one organization and to fifty', async () => {
    const organizations = Array.from({ length: 50 }, () => randomUUID());
    const one = organizations[0] as string;
    const work = Array.from({ length: 16 }, async (_, writer) => {
      for (let i = 0; i < 20; i++) {
        await log.writer.write(one, [anEvent()]);
        await log.writer.write(organizations[(writer * 20 + i) % 50] as string, [anEvent()]);
      }
    });
    await Promise.all(work);
    const { rows } = await log.admin.pool.query(
      'SELECT organization_id, count(*)::int AS n, min(sequence)::int AS low, max(sequence)::int AS high FROM events WHERE organization_id = ANY ($1) GROUP BY 1',
      [organizations],
    );
    expect(rows.reduce((sum, { n }) => sum + n, 0)).toBe(640);
    expect(rows.filter(({ n, low, high }) => low !== 1 || high !== n)).toEqual([]);
  });

  it('lets the application neither write, change, delete nor truncate the log, nor see another organization', async () => {
    const organizationId = randomUUID();
    await log.writer.write(organizationId, [anEvent()]);
    const forbidden = [
      'DELETE FROM events',
      "UPDATE events SET source = 'x'",
      'TRUNCATE events',
      'DROP TABLE events',
      `INSERT INTO log_heads VALUES ('${organizationId}', 9)`,
    ];
    for (const sql of forbidden)
      await expect(log.app.pool.query(sql)).rejects.toThrow(/permission denied|must be owner/);
    expect((await log.app.pool.query('SELECT count(*)::int AS n FROM events')).rows).toEqual([{ n: 0 }]);
    const seen = await log.app.inOrganization(randomUUID(), (client) =>
      client.query('SELECT count(*)::int AS n FROM events'),
    );
    expect(seen.rows).toEqual([{ n: 0 }]);
  });
});
