import { randomUUID } from 'node:crypto';
import { EventCounting } from '../../src/modules/audit/audit.counting';
import { startTestApp, type TestApp } from '../support/test-app';
import { signUpOwner, type TestPerson } from '../support/test-people';

const RANGE = 'from=2026-03-28T23:00:00Z&to=2026-03-30T22:00:00Z&tz=Europe/Berlin';

/** Three hours before and after the clocks of Berlin are put forward, and a day later. */
const TIMES = [
  '2026-03-29T00:30:00Z',
  '2026-03-29T01:30:00Z',
  '2026-03-29T01:45:00Z',
  '2026-03-30T10:00:00Z',
];

describe('numbers about the log', () => {
  let test: TestApp;
  let owner: TestPerson;

  beforeAll(async () => {
    test = await startTestApp();
    owner = await signUpOwner(test);
    const { body } = await owner.client
      .post('/v1/api-keys', { name: 'EHR', scopes: ['events:write'] })
      .expect(201);
    const events = TIMES.map((occurred_at, i) => ({
      id: randomUUID(),
      occurred_at,
      action: i === 3 ? 'note.saved' : 'chart.viewed',
      source: i === 0 ? 'ai' : 'clinical',
      outcome: i === 1 ? 'failure' : 'success',
      actor: { id: 'dr-1', name: 'Ada Moss', email: 'ada@acme.example' },
      context: { ip: `198.51.100.${i % 2}` },
    }));
    await test
      .client(body.key ?? body.secret)
      .post('/v1/events', { events })
      .expect(201);
  });
  afterAll(() => test.close());

  it('GET /v1/events/histogram counts by time, in the zone asked for, without gaps (S0-10)', async () => {
    const { body } = await owner.client.get(`/v1/events/histogram?${RANGE}&step=1d`).expect(200);
    expect(body).toMatchObject({
      step: '1d',
      time_zone: 'Europe/Berlin',
      by: 'outcome',
      series: ['success', 'failure'],
      total: { count: 4, approximate: false },
    });
    expect(body.buckets).toEqual([
      {
        start: '2026-03-28T23:00:00.000Z',
        end: '2026-03-29T22:00:00.000Z',
        counts: { success: 2, failure: 1 },
        count: 3,
        approximate: false,
      },
      {
        start: '2026-03-29T22:00:00.000Z',
        end: '2026-03-30T22:00:00.000Z',
        counts: { success: 1 },
        count: 1,
        approximate: false,
      },
    ]);
    const fine = await owner.client.get(`/v1/events/histogram?${RANGE}&by=source&source=ai`).expect(200);
    expect(fine.body).toMatchObject({ step: '1h', series: ['ai'], total: { count: 1 } });
    expect(fine.body.buckets).toHaveLength(47);
  });

  it('GET /v1/events/facets counts values, whom by their identity', async () => {
    const { body } = await owner.client
      .get(`/v1/events/facets?${RANGE}&field=action&field=actor&field=ip&limit=1`)
      .expect(200);
    expect(body).toMatchObject({
      total: { count: 4, approximate: false },
      facets: [
        { field: 'action', values: [{ value: 'chart.viewed', count: 3 }], other: 1, approximate: false },
        { field: 'actor', values: [{ count: 4, actor: { id: 'dr-1', name: 'Ada Moss' } }], other: 0 },
        { field: 'ip', values: [{ value: '198.51.100.0', count: 2 }], other: 2 },
      ],
    });
    const failed = await owner.client
      .get(`/v1/events/facets?${RANGE}&outcome=failure&field=source`)
      .expect(200);
    expect(failed.body.facets[0].values).toEqual([{ value: 'clinical', count: 1 }]);
  });

  it('counts the same before and after the worker has counted', async () => {
    await test.app.get(EventCounting).run();
    const { rows } = await test.superuser.query(
      `SELECT sum(n0 + n1 + n2 + n3)::int AS n FROM event_counts JOIN event_kinds USING (organization_id, kind) WHERE source IN ('ai', 'clinical')`,
    );
    expect(rows).toEqual([{ n: 4 }]);
    const { body } = await owner.client.get(`/v1/events/histogram?${RANGE}&step=1d`).expect(200);
    expect(body.total).toEqual({ count: 4, approximate: false });
  });

  it('is recorded as what it is, with the query', async () => {
    await owner.client.get('/v1/events/facets?action=nothing.happened').expect(200);
    const { body } = await owner.client.get('/v1/events?action=audit_log.summarized&limit=1').expect(200);
    expect(body.data[0]).toMatchObject({
      category: 'navigation',
      operation: 'read',
      details: { query: { action: ['nothing.happened'] } },
    });
  });

  it.each([
    ['histogram?step=2h', 'step'],
    ['histogram?by=actor', 'by'],
    ['histogram?from=2000-01-01&to=2026-01-01&step=1m', 'step'],
    ['histogram?tz=Mars/Base', 'tz'],
    ['facets?field=summary', 'field'],
    ['facets?limit=1000', 'limit'],
  ])('refuses %s and says which parameter is wrong', async (path, parameter) => {
    const { body } = await owner.client.get(`/v1/events/${path}`).expect(422);
    expect(body.errors[0].pointer).toContain(parameter);
  });
});
