import { v7 as uuidv7 } from 'uuid';
import type { AlertRuleView, AlertView } from '../../src/modules/alerts/alerts.contract';
import { AlertEvaluation } from '../../src/modules/alerts/alerts.evaluation';
import type { TestApp } from './test-app';
import type { TestClient } from './test-client';
import type { TestPerson } from './test-people';

const MINUTE_MS = 60_000;
/** Taken once: two events exactly ten minutes apart must not be a millisecond further. */
const BEGIN = Date.now() - 600 * MINUTE_MS;

/** Holds everything that is new against the rules, as the schedule does. */
export const evaluate = (test: TestApp): Promise<number> => test.app.get(AlertEvaluation).run();

/** An event of a host product, so many minutes after ten hours ago. */
export const hostEvent = (minutes: number, over: Record<string, unknown> = {}): object => ({
  occurred_at: new Date(BEGIN + minutes * MINUTE_MS).toISOString(),
  action: 'patient.viewed',
  actor: { type: 'user', id: 'u-jane', name: 'Jane Doe', email: 'jane@acme.example' },
  ...over,
});

/** By a key that may write events. */
export async function send(client: TestClient, events: readonly object[]): Promise<void> {
  const { status, body } = await client.post('/v1/events?atomic=true', { events });
  if (status !== 201) throw new Error(JSON.stringify(body));
}

export async function rulesOf({ client }: TestPerson): Promise<AlertRuleView[]> {
  const { body } = await client.get('/v1/alert-rules?limit=200').expect(200);
  return (body as { data: AlertRuleView[] }).data;
}

export async function alertsOf({ client }: TestPerson, query = ''): Promise<AlertView[]> {
  const { body } = await client.get(`/v1/alerts?limit=200${query}`).expect(200);
  return (body as { data: AlertView[] }).data;
}

/** What `POST /v1/alert-rules` takes: three views of one person within an hour, unless it says otherwise. */
export const anAlertRule = (over: object = {}): object => ({
  name: 'Many views',
  query: { action: ['patient.viewed'] },
  threshold: 3,
  window_minutes: 60,
  group_by: 'actor',
  severity: 'low',
  ...over,
});

/** An alert, put into the database past everything that raises one. */
export async function anAlertIn({ superuser }: TestApp, organizationId: string): Promise<string> {
  const id = uuidv7();
  await superuser.query(
    `INSERT INTO alerts (organization_id, id, rule_id, rule, severity, state, group_key, count, first_at, last_at, last_sequence, events, raised_at)
     VALUES ($1, $2, $3, $4, 'low', 'open', '', 1, now(), now(), 1, '[]', now())`,
    [organizationId, id, uuidv7(), JSON.stringify(anAlertRule())],
  );
  return id;
}
