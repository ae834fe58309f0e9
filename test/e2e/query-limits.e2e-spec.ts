import { once } from 'node:events';
import { get } from 'node:http';
import type { Client } from 'pg';
import { Client as PostgresClient } from 'pg';
import { applicationUrl } from '../../src/platform/database/database-roles';
import { READ_POOL } from '../../src/platform/database/database.tokens';
import { DatabasePool } from '../../src/platform/database/pools';
import { startTestApp, type TestApp } from '../support/test-app';
import { createTestDatabase, TEST_SECRET, type TestDatabase } from '../support/test-database';
import { signUpOwner, type TestPerson } from '../support/test-people';
import { until } from '../support/until';

describe('a query that takes too long', () => {
  let database: TestDatabase;
  let test: TestApp;
  let owner: TestPerson;
  let holder: Client;

  const start = async (limitMs: number, locked: string): Promise<void> => {
    database = await createTestDatabase();
    const url = applicationUrl(database.url, TEST_SECRET);
    const pool = new DatabasePool(url, 'read', 2, { pipeline: true, statement_timeout: limitMs });
    test = await startTestApp({ database, overrides: [{ token: READ_POOL, value: pool }] });
    owner = await signUpOwner(test);
    holder = new PostgresClient({ connectionString: database.url });
    await holder.connect();
    // Whoever reads it now waits, and seems as slow as any statement can be.
    await holder.query(`BEGIN; LOCK TABLE ${locked} IN ACCESS EXCLUSIVE MODE`);
  };

  afterEach(async () => {
    await holder.end();
    await test.close();
    await database.drop();
  });

  /** Connections of which this holds. */
  const connections = async (condition: string): Promise<number> => {
    const { rows } = await test.superuser.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND ${condition}`,
    );
    return rows[0]?.n ?? 0;
  };
  /** The question of the search for who is meant by `actor`. */
  const SEARCHING = `state = 'active' AND query LIKE '%strpos(folded%' AND application_name = 'daybook-read'`;
  const RECORDING = `wait_event_type = 'Lock' AND application_name = 'daybook-write'`;

  it('is stopped and says how to narrow it, and the refusal is recorded', async () => {
    await start(500, 'events');
    // supertest sends it when it is asked for the answer.
    const answer = owner.client.get('/v1/events?q=opened').then((response) => response);
    await until('the refusal to be recorded', async () => (await connections(RECORDING)) > 0);
    await holder.query('ROLLBACK');
    const { body, status } = await answer;
    expect(status).toBe(422);
    expect(body).toMatchObject({ code: 'query.too_slow', detail: expect.stringContaining('Narrow') });
    const [last] = (await test.events(owner.organizationId)).slice(-1);
    expect(last).toMatchObject({ action: 'audit_log.viewed', outcome: 'failure' });
  }, 120_000);

  it('ends in PostgreSQL when its client hangs up, and its connection is not used again', async () => {
    await start(600_000, 'event_actors');
    const request = get(`${test.url}/v1/events?actor=jane`, {
      headers: { authorization: `Bearer ${owner.token}` },
    });
    request.on('error', () => undefined);
    await once(request, 'socket');
    await until('the search to begin', async () => (await connections(SEARCHING)) > 0);
    request.destroy();
    await until('the search to end', async () => (await connections(SEARCHING)) === 0);
    await holder.query('ROLLBACK');
    await owner.client.get('/v1/events?actor=jane').expect(200);
    const aborted = await until('its event', async () =>
      (await test.events(owner.organizationId)).find(({ outcome }) => outcome === 'failure'),
    );
    expect(aborted).toMatchObject({ action: 'audit_log.viewed' });
  }, 120_000);
});
