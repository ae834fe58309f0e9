import { PLATFORM_LOG_ID } from '../../src/platform/database/tenant';
import type { DeskRequest, SupportRequestDetails } from '../../src/modules/support/support.contract';
import type { TestApp } from '../support/test-app';
import { mailsTo } from '../support/test-mail';
import { addOperator } from '../support/test-operators';
import { foundAnother, join, signUpOwner, type TestPerson } from '../support/test-people';
import {
  anExportWish,
  aProposal,
  approve,
  ask,
  attend,
  built,
  propose,
  start,
  startQuietApp,
} from '../support/test-support';

describe('support, from a request to its file', () => {
  let test: TestApp;
  let owner: TestPerson;
  let mia: TestPerson;
  let operator: TestPerson;

  beforeAll(async () => {
    test = await startQuietApp();
    owner = await signUpOwner(test);
    mia = await join(test, owner, 'mia@example.com', 'member', 'Mia Member');
    operator = await addOperator(test);
  });
  afterAll(() => test.close());

  const subjects = async (email: string): Promise<string[]> =>
    (await mailsTo(test, email)).flatMap(
      (text) => /^Subject: (.*support request.*)$/im.exec(text)?.[1] ?? [],
    );

  it('goes by two people with two clients, each step in the log of the organization (S3-14 to S3-18)', async () => {
    const request = await ask(mia.client);
    expect(request).toMatchObject({
      number: 1,
      origin: 'customer',
      kind: 'export',
      state: 'open',
      workspace: 'Acme Clinic',
      record: { type: 'encounter', id: 'E-4711' },
      wanted: { format: 'csv', from: '2020-01-01', to: '2100-01-01', query: {} },
      overdue: [],
    });
    const { id, first_answer_due_at: firstAnswer, due_at: due, created_at: made } = request;
    expect(Date.parse(firstAnswer) - Date.parse(made)).toBe(24 * 3_600_000);
    const { body: queue } = await operator.client.get('/v1/support/requests?state=open').expect(200);
    expect(queue.data).toMatchObject([
      { id, organization: { name: 'Acme Clinic' }, first_answer_due_at: firstAnswer, due_at: due },
    ]);
    await operator.client.post(`/v1/support/requests/${id}/messages`, { text: 'On it.' }).expect(201);
    await mia.client.post(`/v1/support-requests/${id}/messages`, { text: 'Thanks!' }).expect(201);

    const proposal = await propose(operator.client, id);
    const seen = (await owner.client.get(`/v1/support-requests/${id}`).expect(200))
      .body as SupportRequestDetails;
    expect(seen.proposal).toMatchObject({
      id: proposal.id,
      state: 'proposed',
      reason: 'To answer request 1',
    });
    await start(operator.client, id).expect(409);
    await approve(owner.client, id, proposal.id).expect(200);
    const started = (await start(operator.client, id).expect(202)).body;
    expect(started).toMatchObject({ state: 'building', export: { percent: 0 } });
    expect(started.export).not.toHaveProperty('id');
    expect((await start(operator.client, id).expect(409)).body.code).toBe('support_grant.not_approved');

    const { body: exports } = await owner.client.get('/v1/exports').expect(200);
    expect(exports.data).toMatchObject([
      { origin: 'support', requested_by: { type: 'support', email: operator.email } },
    ]);
    const exportId = exports.data[0].id as string;
    await built(owner.client, exportId);
    await attend(test);
    const delivered = (await mia.client.get(`/v1/support-requests/${id}`).expect(200))
      .body as SupportRequestDetails;
    expect(delivered).toMatchObject({
      state: 'delivered',
      overdue: [],
      proposal: { state: 'delivered', export: { id: exportId } },
    });

    await owner.client.get(`/v1/exports/${exportId}/file`).expect(200);
    await operator.client.get(`/v1/exports/${exportId}/file`).expect(403);
    await operator.client.get(`/v1/exports/${exportId}`).expect(403);
    const desk = (await operator.client.get(`/v1/support/requests/${id}`).expect(200)).body as DeskRequest;
    expect(desk.proposal?.export).toEqual({ state: 'finished', percent: 100 });
    expect(desk.messages.map(({ author, text }) => [author.type, text])).toEqual([
      ['support', 'On it.'],
      ['user', 'Thanks!'],
    ]);
    const closed = (await mia.client.put(`/v1/support-requests/${id}/feedback`, { helped: true }).expect(200))
      .body;
    expect(closed).toMatchObject({ state: 'closed', feedback: { helped: true, comment: null } });
    await operator.client.post(`/v1/support/requests/${id}/messages`, { text: 'x' }).expect(409);
  });

  it('is told by the events of the organization, with support as such, and by those of the platform', async () => {
    const steps = (await test.events(owner.organizationId)).filter(({ action }) =>
      action.startsWith('support_'),
    );
    const successful = steps.filter(({ outcome }) => outcome === 'success');
    expect(successful.map(({ action, actor }) => [action, actor?.type])).toEqual([
      ['support_request.created', 'user'],
      ['support_message.sent', 'support'],
      ['support_message.sent', 'user'],
      ['support_grant.proposed', 'support'],
      ['support_request.viewed', 'user'],
      ['support_grant.approved', 'user'],
      ['support_export.started', 'support'],
      ['support_export.delivered', 'system'],
      ['support_request.viewed', 'user'],
      ['support_request.viewed', 'support'],
      ['support_request.feedback_given', 'user'],
    ]);
    const proposed = successful.find(({ action }) => action === 'support_grant.proposed');
    expect(proposed?.actor).toMatchObject({
      type: 'support',
      name: 'Otto Operator',
      email: operator.email,
      role: 'operator',
      on_behalf_of: 'Daybook platform',
    });
    expect(proposed?.summary).toBe(
      'Otto Operator proposed an export of events as csv in support request 1: To answer request 1',
    );
    const platform = (await test.events(PLATFORM_LOG_ID)).filter(
      ({ action, outcome }) => action.startsWith('support_') && outcome === 'success',
    );
    expect(platform.map(({ action }) => action)).toEqual([
      'support_queue.viewed',
      'support_message.sent',
      'support_grant.proposed',
      'support_export.started',
      'support_request.viewed',
    ]);
    expect(JSON.stringify(steps)).not.toMatch(/Thanks!|On it/);
  });

  it('is told by mail at each step, without what it is about', async () => {
    expect(await subjects(mia.email)).toEqual([
      'Support request 1: an export is asked for',
      ...[
        'a new message',
        'support proposes an export',
        'the export is approved',
        'the export is being prepared',
        'the export is ready',
      ].map((what) => expect.stringContaining(what)),
    ]);
    expect(await subjects(owner.email)).toEqual(
      ['support proposes', 'being prepared', 'is ready'].map((what) => expect.stringContaining(what)),
    );
    expect(await subjects(operator.email)).toEqual(
      ['asked for', 'a new message', 'approved', 'is ready', 'closed'].map((what) =>
        expect.stringContaining(what),
      ),
    );
    for (const { email } of [mia, owner, operator])
      expect((await mailsTo(test, email)).join()).not.toMatch(/chart of a patient|4711|Thanks!/);
  });

  it('keeps each organization, and each person in it, to their own requests (A1)', async () => {
    const theo = await join(test, owner, 'theo@example.com', 'member');
    const theirs = await foundAnother(test, theo, 'Their Clinic');
    const request = await ask(theirs.client, { kind: 'question', trying_to: 'Sign in with a passkey' });
    expect(request.number).toBe(1);
    const proposal = await propose(operator.client, request.id);
    const unknown = '0193aaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee';
    for (const id of [request.id, unknown]) {
      const answers = [
        await owner.client.get(`/v1/support-requests/${id}`),
        await owner.client.post(`/v1/support-requests/${id}/messages`, { text: 'x' }),
        await owner.client.put(`/v1/support-requests/${id}/feedback`, { helped: false }),
        await owner.client.put(`/v1/support-requests/${id}/closure`),
        await owner.client.delete(`/v1/support-requests/${id}/closure`),
        await approve(owner.client, id, proposal.id),
        await owner.client.delete(`/v1/support-requests/${id}/approval`),
      ];
      expect(answers.map(({ status, body }) => [status, body.code])).toEqual(
        answers.map(() => [404, 'support_request.not_found']),
      );
    }
    const list = await owner.client.get('/v1/support-requests').expect(200);
    expect(list.body.data.map(({ id }: { id: string }) => id)).not.toContain(request.id);
    const own = await ask(owner.client, { kind: 'question', trying_to: 'Anything' });
    await mia.client.get(`/v1/support-requests/${own.id}`).expect(404);
    await mia.client.put(`/v1/support-requests/${own.id}/closure`).expect(404);
    const { body: ofMia } = await mia.client.get('/v1/support-requests').expect(200);
    expect(ofMia.data.map(({ number }: { number: number }) => number)).toEqual([1]);
    const { body: ofOwner } = await owner.client.get('/v1/support-requests').expect(200);
    expect(ofOwner.data).toHaveLength(2);
    await mia.client.get('/v1/support/requests').expect(403);
    await owner.client.get(`/v1/support/requests/${own.id}`).expect(403);
    expect((await operator.client.get(`/v1/support/requests/${unknown}`).expect(404)).body.code).toBe(
      'support_request.not_found',
    );
    await operator.client.get(`/v1/support-requests/${own.id}`).expect(404);
    expect((await operator.client.get('/v1/support-requests').expect(200)).body.data).toEqual([]);
    await operator.client.post('/v1/support-requests', anExportWish()).expect(409);
  });

  it.each<[string, object, string]>([
    ['no format', { format: undefined }, '/format'],
    ['an unknown format', { format: 'exe' }, '/format'],
    ['no range', { from: undefined }, '/from'],
    ['a range that is none', { from: '2026-02-30' }, '/from'],
    ['a range turned round', { from: '2026-11-02', to: '2026-11-01' }, '/to'],
    ['a range in the query', { query: { from: '2026-01-01' } }, '/query/from'],
    ['a query that cannot be read', { query: { q: 'action:(' } }, '/query/q'],
    ['an unknown field', { query: { organization_id: 'x' } }, '/query/organization_id'],
    ['no aim', { trying_to: '   ' }, '/trying_to'],
    ['two records', { record: { type: 'appointment', id: '1' } }, '/encounter_id'],
    ['an export with a question', { kind: 'question' }, '/format'],
    ['a NUL in the aim', { trying_to: 'a\u0000b' }, ''],
  ])('refuses a request with %s', async (_, more, pointer) => {
    const { body } = await mia.client.post('/v1/support-requests', anExportWish(more)).expect(422);
    if (pointer !== '/query/q') expect(JSON.stringify(body.errors)).toContain(pointer);
  });

  it('lets an operator propose unasked, to an organization that there is', async () => {
    const unasked = { ...aProposal({ reason: 'Our monitoring saw odd sign-ins' }) };
    const none = { ...unasked, organization_id: '0193aaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee' };
    await operator.client.post('/v1/support/requests', none).expect(404);
    const ours = { ...unasked, organization_id: PLATFORM_LOG_ID };
    await operator.client.post('/v1/support/requests', ours).expect(422);
    const there = { ...unasked, organization_id: owner.organizationId };
    const { body: opened } = await operator.client.post('/v1/support/requests', there).expect(201);
    expect(opened).toMatchObject({ origin: 'operator', overdue: [], proposal: { state: 'proposed' } });
    await mia.client.get(`/v1/support-requests/${opened.id}`).expect(404);
    const seen = (await owner.client.get(`/v1/support-requests/${opened.id}`).expect(200))
      .body as SupportRequestDetails;
    expect(seen).toMatchObject({
      trying_to: 'Our monitoring saw odd sign-ins',
      requested_by: { type: 'support' },
    });
    await approve(owner.client, opened.id, opened.proposal.id).expect(200);
    const events = (await test.events(owner.organizationId)).map(
      ({ action, actor }) => `${action} ${String(actor?.type)}`,
    );
    expect(events).toContain('support_request.opened_by_support support');
  });

  it('takes so many open requests of one person, and no more', async () => {
    const ned = await join(test, owner, 'ned@example.com', 'member');
    const question = { kind: 'question', trying_to: 'Something' };
    for (let n = 0; n < 20; n++) await ask(ned.client, question);
    const { body } = await ned.client.post('/v1/support-requests', question).expect(409);
    expect(body.code).toBe('support_request.too_many');
    await ask(mia.client, question);
    const { body: page } = await operator.client.get('/v1/support/requests?state=open&limit=7').expect(200);
    expect(page.data).toHaveLength(7);
    const cursor = page.next_cursor as string;
    const { body: next } = await operator.client.get(
      `/v1/support/requests?state=open&limit=200&cursor=${cursor}`,
    );
    const ids = [...page.data, ...next.data].map(({ id }: { id: string }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThanOrEqual(22);
    await operator.client.get(`/v1/support/requests?state=closed&cursor=${cursor}`).expect(422);
  });
});
