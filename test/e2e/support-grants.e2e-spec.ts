import { Operators } from '../../src/modules/auth/auth.operators';
import { ExportBuilder } from '../../src/modules/exports/building/export-builder';
import { PLATFORM_LOG_ID } from '../../src/platform/database/tenant';
import type { SupportRequestDetails } from '../../src/modules/support/support.contract';
import type { TestApp } from '../support/test-app';
import { mailsTo } from '../support/test-mail';
import { addOperator, signInOperator } from '../support/test-operators';
import { foundAnother, join, memberIdOf, signIn, signUpOwner, type TestPerson } from '../support/test-people';
import {
  anExportWish,
  aProposal,
  approve,
  ask,
  attend,
  idleBuilder,
  propose,
  start,
  startQuietApp,
} from '../support/test-support';

const HOUR_MS = 3_600_000;

describe('what support is granted', () => {
  let test: TestApp;
  let owner: TestPerson;
  let operator: TestPerson;
  let request: SupportRequestDetails;

  beforeEach(async () => {
    test = await startQuietApp({ overrides: [{ token: ExportBuilder, value: idleBuilder() }] });
    owner = await signUpOwner(test);
    operator = await addOperator(test);
    request = await ask(owner.client);
  });
  afterEach(() => test.close());

  /** Time passes; sessions do not last so long. */
  async function later(ms: number): Promise<void> {
    test.clock.advance(ms);
    owner = await signIn(test, owner.email);
    operator = await signInOperator(test, operator.email);
  }

  const seen = async (): Promise<SupportRequestDetails> =>
    (await owner.client.get(`/v1/support-requests/${request.id}`).expect(200)).body as SupportRequestDetails;

  const actions = async (): Promise<string[]> =>
    (await test.events(owner.organizationId))
      .filter(({ action, outcome }) => /^support_(grant|export)/.test(action) && outcome !== 'denied')
      .map(({ action, outcome }) => (outcome === 'success' ? action : `${action} ${outcome}`));

  const code = (answer: { status: number; body: { code?: string } }) =>
    `${answer.status} ${answer.body.code}`;

  it('can be approved for 12 hours, by the clock alone, and proposed again after', async () => {
    const proposal = await propose(operator.client, request.id);
    await later(12 * HOUR_MS - 60_000);
    expect((await seen()).proposal?.state).toBe('proposed');
    await later(60_000);
    expect((await seen()).proposal?.state).toBe('lapsed');
    expect(code(await approve(owner.client, request.id, proposal.id))).toBe('409 support_grant.not_proposed');
    expect(code(await start(operator.client, request.id))).toBe('409 support_grant.not_approved');
    const again = await propose(operator.client, request.id);
    expect(code(await approve(owner.client, request.id, proposal.id))).toBe('409 support_grant.changed');
    await approve(owner.client, request.id, again.id).expect(200);
    await start(operator.client, request.id).expect(202);
  });

  it('can be used for 4 hours, by the clock alone', async () => {
    const proposal = await propose(operator.client, request.id);
    await approve(owner.client, request.id, proposal.id).expect(200);
    await later(4 * HOUR_MS);
    expect((await seen()).proposal?.state).toBe('expired');
    expect(code(await start(operator.client, request.id))).toBe('409 support_grant.not_approved');
    expect((await owner.client.get('/v1/exports').expect(200)).body.data).toEqual([]);
    const second = await propose(operator.client, request.id);
    await approve(owner.client, request.id, second.id).expect(200);
    await later(4 * HOUR_MS - 60_000);
    await start(operator.client, request.id).expect(202);
  });

  it('that lapsed is said to have, once, in the log and by mail', async () => {
    await propose(operator.client, request.id);
    test.clock.advance(12 * HOUR_MS);
    await attend(test);
    await attend(test);
    owner = await signIn(test, owner.email);
    expect((await actions()).filter((action) => action === 'support_grant.lapsed')).toHaveLength(1);
    const lapsed = (await mailsTo(test, operator.email)).filter((text) => /proposal has lapsed/.test(text));
    expect(lapsed).toHaveLength(1);
    expect((await seen()).proposal?.state).toBe('lapsed');
  });

  it('is for one export, once, and one proposal at a time', async () => {
    const proposal = await propose(operator.client, request.id, aProposal({ query: { action: 'member.*' } }));
    expect(code(await operator.client.post(`/v1/support/requests/${request.id}/proposal`, aProposal()))).toBe(
      '409 support_grant.open',
    );
    await approve(owner.client, request.id, proposal.id).expect(200);
    expect(code(await approve(owner.client, request.id, proposal.id))).toBe('409 support_grant.not_proposed');
    const answers = await Promise.all(Array.from({ length: 6 }, () => start(operator.client, request.id)));
    expect(answers.map(({ status }) => String(status)).toSorted()).toEqual([
      '202',
      ...Array<string>(5).fill('409'),
    ]);
    const { body } = await owner.client.get('/v1/exports').expect(200);
    expect(body.data).toHaveLength(1);
    expect(body.data[0]).toMatchObject({
      format: 'csv',
      query: { where: [{ field: 'action', begins: 'member.' }] },
    });
    expect(body.data[0].query).toEqual(proposal.query);
  });

  it('is approved for what was read, not for what was put in its place meanwhile', async () => {
    const shown = await propose(operator.client, request.id, aProposal({ query: { action: 'member.*' } }));
    await operator.client.delete(`/v1/support/requests/${request.id}/proposal`).expect(204);
    const other = await propose(operator.client, request.id);
    expect(code(await approve(owner.client, request.id, shown.id))).toBe('409 support_grant.changed');
    expect((await seen()).proposal).toMatchObject({ id: other.id, state: 'proposed' });
  });

  it('is refused, and revoked until the file is released', async () => {
    const revoke = () => owner.client.delete(`/v1/support-requests/${request.id}/approval`);
    await propose(operator.client, request.id);
    await revoke().expect(204);
    expect((await seen()).proposal?.state).toBe('refused');
    expect(code(await revoke())).toBe('409 support_grant.over');

    const approved = await propose(operator.client, request.id);
    await approve(owner.client, request.id, approved.id).expect(200);
    await revoke().expect(204);
    expect(code(await start(operator.client, request.id))).toBe('409 support_grant.not_approved');

    const building = await propose(operator.client, request.id);
    await approve(owner.client, request.id, building.id).expect(200);
    await start(operator.client, request.id).expect(202);
    await revoke().expect(204);
    const { body } = await owner.client.get('/v1/exports').expect(200);
    expect(body.data.map(({ state }: { state: string }) => state)).toEqual(['cancelled']);
    await attend(test);
    expect((await seen()).proposal?.state).toBe('revoked');

    const last = await propose(operator.client, request.id);
    await approve(owner.client, request.id, last.id).expect(200);
    await start(operator.client, request.id).expect(202);
    await test.superuser.query(
      `UPDATE exports SET state = 'finished', finished_at = now(), expires_at = now() + interval '7 days' WHERE state = 'pending'`,
    );
    expect(code(await revoke())).toBe('409 support_grant.released');
    expect((await actions()).filter((action) => /refused|revoked/.test(action))).toEqual([
      'support_grant.refused',
      'support_grant.refused failure',
      'support_grant.revoked',
      'support_grant.revoked',
      'support_grant.refused failure',
    ]);
  });

  it('is approved or used, never both approved and refused, whoever comes first', async () => {
    for (let round = 0; round < 5; round++) {
      const proposal = await propose(operator.client, request.id);
      await approve(owner.client, request.id, proposal.id).expect(200);
      const [used, revoked] = await Promise.all([
        start(operator.client, request.id),
        owner.client.delete(`/v1/support-requests/${request.id}/approval`),
      ]);
      expect([202, 409]).toContain(used.status);
      expect(revoked.status).toBe(204);
      expect((await seen()).proposal?.state).toBe('revoked');
      const { rows } = await test.superuser.query(`SELECT state FROM exports WHERE state <> 'cancelled'`);
      expect(rows).toEqual([]);
    }
  });

  it('is approved by who may, and who is sure to be there, alone', async () => {
    const ada = await join(test, owner, 'ada@example.com', 'admin');
    const proposal = await propose(operator.client, request.id);
    expect(code(await approve(ada.client, request.id, proposal.id))).toBe('403 permission.missing');
    expect(code(await approve(operator.client, request.id, proposal.id))).toBe('403 permission.missing');
    const role = { name: 'Grants support', permissions: ['support:grant'] };
    const { body: granting } = await owner.client.post('/v1/roles', role).expect(201);
    const greta = await join(test, owner, 'greta@example.com', granting.id);
    test.clock.advance(6 * 60_000);
    expect(code(await approve(greta.client, request.id, proposal.id))).toBe('403 step_up.required');
    const sure = await signIn(test, greta.email);
    await approve(sure.client, request.id, proposal.id).expect(200);
  });

  it('is not approved by the operator who proposed it, though they own the organization', async () => {
    await test.app.get(Operators).add(owner.email);
    const switched = await owner.client
      .put('/v1/session/organization', { organization_id: PLATFORM_LOG_ID })
      .expect(200);
    const proposal = await propose(test.client(switched.body.token), request.id);
    owner = await signIn(test, owner.email, owner.organizationId);
    expect(code(await approve(owner.client, request.id, proposal.id))).toBe('403 support_grant.own_proposal');
    const olga = await join(test, owner, 'olga@example.com', 'owner');
    await approve(olga.client, request.id, proposal.id).expect(200);
  });

  it('is nothing that another organization could approve', async () => {
    const theo = await join(test, owner, 'theo@example.com', 'member');
    const theirs = await foundAnother(test, theo, 'Their Clinic');
    const proposal = await propose(operator.client, request.id);
    expect(code(await approve(theirs.client, request.id, proposal.id))).toBe('404 support_request.not_found');
    const own = await ask(theirs.client);
    expect(code(await approve(theirs.client, own.id, proposal.id))).toBe('409 support_grant.changed');
    expect((await seen()).proposal?.state).toBe('proposed');
  });

  it('ends with its request', async () => {
    const proposal = await propose(operator.client, request.id);
    await approve(owner.client, request.id, proposal.id).expect(200);
    const closure = `/v1/support-requests/${request.id}/closure`;
    await owner.client.put(closure).expect(200);
    expect((await seen()).proposal?.state).toBe('withdrawn');
    expect(code(await start(operator.client, request.id))).toBe('409 support_request.closed');
    expect(code(await operator.client.post(`/v1/support/requests/${request.id}/proposal`, aProposal()))).toBe(
      '409 support_request.closed',
    );
    expect(code(await owner.client.put(closure))).toBe('409 support_request.closed');
    await owner.client.delete(closure).expect(204);
    expect(code(await owner.client.delete(closure))).toBe('409 support_request.not_closed');
    expect(code(await start(operator.client, request.id))).toBe('409 support_grant.not_approved');
  });

  it('that cannot be told keeps nobody else waiting', async () => {
    const mia = await join(test, owner, 'mia@example.com', 'member');
    const second = await ask(mia.client);
    for (const { id } of [request, second]) await propose(operator.client, id);
    await test.superuser.query(
      `CREATE FUNCTION stay() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'stuck'; END $$`,
    );
    await test.superuser.query(
      `CREATE TRIGGER stay BEFORE UPDATE ON support_grants FOR EACH ROW WHEN (OLD.request_id = '${request.id}') EXECUTE FUNCTION stay()`,
    );
    test.clock.advance(12 * HOUR_MS);
    expect(await attend(test)).toBe(1);
    await test.superuser.query('DROP TRIGGER stay ON support_grants');
    expect(await attend(test)).toBe(1);
    expect(await attend(test)).toBe(0);
  });

  it('that brings no file is said to have failed', async () => {
    const proposal = await propose(operator.client, request.id);
    await approve(owner.client, request.id, proposal.id).expect(200);
    await start(operator.client, request.id).expect(202);
    const [{ id }] = (await owner.client.get('/v1/exports').expect(200)).body.data;
    await owner.client.delete(`/v1/exports/${id}`).expect(204);
    expect((await seen()).proposal?.state).toBe('failed');
    await attend(test);
    expect((await actions()).at(-1)).toBe('support_export.failed failure');
    await propose(operator.client, request.id);
  });

  it('is of no use to who is no operator any more', async () => {
    const proposal = await propose(operator.client, request.id);
    await approve(owner.client, request.id, proposal.id).expect(200);
    await test.app.get(Operators).remove(operator.email);
    await start(operator.client, request.id).expect(401);
  });

  it('mails nobody who has left', async () => {
    const mia = await join(test, owner, 'mia@example.com', 'member');
    const hers = await ask(mia.client, anExportWish());
    await owner.client.delete(`/v1/members/${await memberIdOf(owner, mia.email)}`).expect(204);
    const before = (await mailsTo(test, mia.email)).length;
    await propose(operator.client, hers.id);
    expect(await mailsTo(test, mia.email)).toHaveLength(before);
  });

  it('comes late: operators hear once of each deadline, and both sides see it', async () => {
    test.clock.advance(24 * HOUR_MS);
    await attend(test);
    await attend(test);
    await later(0);
    expect((await seen()).overdue).toEqual(['first_answer']);
    await ask(owner.client, { kind: 'question', trying_to: 'Something newer' });
    const { body } = await operator.client.get('/v1/support/requests?state=overdue').expect(200);
    expect(body.data).toMatchObject([{ id: request.id, overdue: ['first_answer'] }]);
    const queue = await operator.client.get('/v1/support/requests').expect(200);
    expect(queue.body.data[0].id).toBe(request.id);
    await operator.client.post(`/v1/support/requests/${request.id}/messages`, { text: 'Sorry!' }).expect(201);
    expect((await seen()).overdue).toEqual([]);
    await later(7 * 24 * HOUR_MS);
    await attend(test);
    expect((await seen()).overdue).toEqual(['delivery']);
    const mails = (await mailsTo(test, operator.email)).filter((text) => /is overdue/.test(text));
    expect(mails.map((text) => /the (first answer|delivery) is overdue/.exec(text)?.[1])).toEqual([
      'first answer',
      'delivery',
      'first answer',
    ]);
    const events = (await test.events(owner.organizationId)).filter(
      ({ action }) => action === 'support_request.overdue',
    );
    expect(events.map(({ summary }) => summary?.replace(/ since .*/, ''))).toEqual([
      'The first answer of support request 1 is overdue',
      'The delivery of support request 1 is overdue',
      'The first answer of support request 2 is overdue',
    ]);
  });
});
