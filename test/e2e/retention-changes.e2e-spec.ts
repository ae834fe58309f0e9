import { randomUUID } from 'node:crypto';
import { ChangeApplication } from '../../src/modules/retention/changes/change-application';
import type { RetentionPolicyView } from '../../src/modules/retention/retention.contract';
import { PolicyChanges } from '../../src/modules/retention/retention.policy-changes';
import { DAY_MS, MINUTE_MS } from '../../src/platform/clock/clock';
import { startTestApp, type TestApp } from '../support/test-app';
import { mailsTo } from '../support/test-mail';
import { foundAnother, join, memberIdOf, signIn, signUpOwner, type TestPerson } from '../support/test-people';
import { endTheWait, POLICY, REASON } from '../support/test-policies';

const change = `${POLICY}/change`;

/** What makes a policy weaker (A31): a reason, a second person where there is one, and a day. */
describe('a weaker retention policy', () => {
  let test: TestApp;
  let owner: TestPerson;

  beforeEach(async () => {
    test = await startTestApp();
    owner = await signUpOwner(test);
  });
  afterEach(() => test.close());

  const view = async (who = owner): Promise<RetentionPolicyView> =>
    (await who.client.get(POLICY).expect(200)).body as RetentionPolicyView;
  const lastOf = async (action: string) =>
    (await test.events(owner.organizationId)).findLast((event) => event.action === action);
  const ask = async (policy: object, who = owner): Promise<RetentionPolicyView> =>
    (await who.client.put(POLICY, { reason: REASON, ...policy }).expect(202)).body as RetentionPolicyView;
  const sweep = () => test.app.get(PolicyChanges).run();
  const another = (role = 'admin') => join(test, owner, 'adam@example.com', role, 'Adam Admin');
  const idOf = ({ pending }: RetentionPolicyView): string => (pending as { id: string }).id;
  const reSignedIn = (who: TestPerson) => signIn(test, who.email, who.organizationId);

  it('needs a reason, and says why; the attempt is recorded with before and after', async () => {
    const { body } = await owner.client.put(POLICY, { default_days: 30 }).expect(422);
    expect(body.errors).toEqual([
      {
        pointer: '/reason',
        detail:
          'is needed, in 10 to 1,000 characters, because this would keep events for 30 days instead of for ever',
      },
    ]);
    expect(await lastOf('retention_policy.changed')).toMatchObject({
      outcome: 'failure',
      flags: ['critical'],
      changes: { before: { default_days: null }, after: { default_days: 30 } },
    });
    expect(await view()).toMatchObject({ version: 0, pending: null });
  });

  it('waits a day where nobody else could agree, and is then made once, with its re-homing', async () => {
    const asked = await ask({ default_days: 30, rules: [{ source: 'ehr', days: 400 }] });
    expect(asked).toMatchObject({
      default_days: null,
      version: 0,
      pending: {
        policy: { default_days: 30 },
        reason: REASON,
        weakens: [
          { what: 'kept_shorter', source: 'ehr', from: null, to: 400 },
          { what: 'kept_shorter', source: null, category: null, from: null, to: 30 },
        ],
        approval: { state: 'pending', second_person_required: false },
        preview: { earlier: expect.any(Number), dates: [expect.any(Object)] },
      },
    });
    expect(asked.pending?.preview?.earlier).toBeGreaterThan(0);
    expect(Date.parse(asked.pending?.approval.not_before ?? '') - test.clock.now().getTime()).toBeGreaterThan(
      DAY_MS - MINUTE_MS,
    );
    expect(await lastOf('retention_policy.change_requested')).toMatchObject({
      flags: ['critical'],
      context: { http: { status: 202 } },
      details: { reason: REASON, change_id: idOf(asked) },
      changes: { before: { default_days: null }, after: { default_days: 30 } },
    });
    test.clock.advance(DAY_MS - 5 * MINUTE_MS);
    expect(await sweep()).toBe(0);
    test.clock.advance(6 * MINUTE_MS);
    const runs = await Promise.all([sweep(), sweep(), sweep()]);
    expect(runs.toSorted()).toEqual([0, 0, 1]);
    expect(await sweep()).toBe(0);
    owner = await reSignedIn(owner);
    expect(await view()).toMatchObject({
      default_days: 30,
      version: 1,
      pending: null,
      rehoming: { state: 'pending' },
    });
    expect(await lastOf('retention_policy.changed')).toMatchObject({
      summary: 'Daybook changed how long events are kept: 30 days (1 rule) instead of for ever',
      flags: ['critical'],
      actor: { type: 'system' },
      details: { requested_by: { id: owner.accountId }, approved_by: null, reason: REASON },
      changes: { before: { default_days: null }, after: { default_days: 30 } },
    });
    const [waits, done] = (await mailsTo(test, owner.email)).slice(-2);
    expect(waits).toContain('it happens by itself after');
    expect(done).toContain('Done: keep events of the source ehr for 400 days instead of for ever');
    expect(done).toContain(REASON);
  });

  it('needs somebody else where there is one, and their approval of just this change', async () => {
    const adam = await another();
    const asked = await ask({ default_days: 30 });
    expect(asked.pending?.approval.second_person_required).toBe(true);
    expect((await mailsTo(test, adam.email)).at(-1)).toContain('asks to keep events for 30 days');
    expect((await mailsTo(test, owner.email)).at(-1)).toContain('You asked to keep events for 30 days');
    const own = await owner.client.put(`${change}/approval`, { id: idOf(asked) }).expect(403);
    expect(own.body.code).toBe('approval.own_request');
    expect(await lastOf('retention_policy.change_approved')).toMatchObject({
      outcome: 'denied',
      changes: { after: { default_days: 30 } },
    });
    const other = await adam.client.put(`${change}/approval`, { id: randomUUID() }).expect(409);
    expect(other.body.code).toBe('retention_policy.other_change');
    await adam.client.put(`${change}/approval`, {}).expect(422);
    await endTheWait(test, owner.organizationId);
    expect(await sweep()).toBe(0);
    const agreed = await adam.client.put(`${change}/approval`, { id: idOf(asked) }).expect(200);
    expect(agreed.body.pending.approval).toMatchObject({
      state: 'approved',
      decided_by: { id: adam.accountId },
    });
    expect((await adam.client.put(`${change}/approval`, { id: idOf(asked) }).expect(409)).body.code).toBe(
      'approval.decided',
    );
    expect(await sweep()).toBe(1);
    expect(await view()).toMatchObject({ default_days: 30, version: 1 });
    expect(await lastOf('retention_policy.changed')).toMatchObject({
      details: { requested_by: { id: owner.accountId }, approved_by: { id: adam.accountId } },
    });
    for (const { email } of [owner, adam])
      expect((await mailsTo(test, email)).at(-1)).toContain('Done: keep');
    const { body: versions } = await owner.client.get(`${POLICY}/versions`).expect(200);
    expect(versions.data).toEqual([
      {
        version: 1,
        policy: expect.objectContaining({ default_days: 30 }),
        changed_at: expect.any(String),
        changed_by: expect.objectContaining({ id: owner.accountId }),
        approved_by: expect.objectContaining({ id: adam.accountId }),
        reason: REASON,
      },
    ]);
  });

  it('waits its day though somebody agreed, and can be refused until then', async () => {
    const adam = await another();
    const asked = await ask({ default_days: 30 });
    await adam.client.put(`${change}/approval`, { id: idOf(asked) }).expect(200);
    expect(await sweep()).toBe(0);
    await adam.client.delete(change).expect(204);
    expect(await lastOf('retention_policy.change_refused')).toMatchObject({
      flags: ['critical'],
      changes: { after: { default_days: 30 } },
    });
    await endTheWait(test, owner.organizationId);
    expect(await sweep()).toBe(0);
    expect(await view()).toMatchObject({ version: 0, pending: null });
    await adam.client.put(`${change}/approval`, { id: idOf(asked) }).expect(404);
  });

  it('is withdrawn by who asked, and there is one at a time', async () => {
    await ask({ default_days: 30 });
    const second = await owner.client.put(POLICY, { default_days: 20, reason: REASON }).expect(409);
    expect(second.body.code).toBe('retention_policy.change_pending');
    await owner.client.delete(change).expect(204);
    expect(await lastOf('retention_policy.change_withdrawn')).toMatchObject({ outcome: 'success' });
    await owner.client.delete(change).expect(404);
    await ask({ default_days: 20 });
  });

  it('lapses when nobody agrees in seven days, and makes room', async () => {
    let adam = await another();
    const asked = await ask({ default_days: 30 });
    test.clock.advance(7 * DAY_MS + MINUTE_MS);
    [owner, adam] = [await reSignedIn(owner), await reSignedIn(adam)];
    const late = await adam.client.put(`${change}/approval`, { id: idOf(asked) }).expect(409);
    expect(late.body.code).toBe('approval.lapsed');
    const again = await ask({ default_days: 20 });
    expect(idOf(again)).not.toBe(idOf(asked));
    test.clock.advance(7 * DAY_MS + MINUTE_MS);
    expect(await sweep()).toBe(0);
    expect(await lastOf('retention_policy.change_lapsed')).toMatchObject({ outcome: 'failure' });
    owner = await reSignedIn(owner);
    expect(await view()).toMatchObject({ version: 0, pending: null });
  });

  it('is dropped when it no longer means what was agreed to', async () => {
    await owner.client.put(POLICY, { default_days: 365, reason: REASON }).expect(202);
    await endTheWait(test, owner.organizationId);
    await sweep();
    await ask({ default_days: 30 });
    await owner.client.put(POLICY, { default_days: 1_000 }).expect(200);
    expect((await view()).pending).not.toBeNull();
    await endTheWait(test, owner.organizationId);
    expect(await sweep()).toBe(0);
    expect(await view()).toMatchObject({ default_days: 1_000, version: 2, pending: null });
    expect(await lastOf('retention_policy.change_overtaken')).toMatchObject({
      outcome: 'failure',
      flags: ['critical'],
      outcome_reason: expect.stringContaining('the policy in force has changed since'),
    });
    expect((await mailsTo(test, owner.email)).at(-1)).toContain('Not done, because it no longer was');
  });

  it('is dropped when who asked for it may not ask any more', async () => {
    const adam = await another('owner');
    const asked = await ask({ default_days: 30 }, adam);
    await owner.client.put(`${change}/approval`, { id: idOf(asked) }).expect(200);
    await owner.client.delete(`/v1/members/${await memberIdOf(owner, adam.email)}`).expect(204);
    await endTheWait(test, owner.organizationId);
    expect(await sweep()).toBe(0);
    expect(await view()).toMatchObject({ version: 0, pending: null });
    expect(await lastOf('retention_policy.change_overtaken')).toMatchObject({
      outcome_reason: expect.stringContaining('may no longer change the policy'),
    });
  });

  it('is also an erasure allowed, an archive ended, a floor lowered, a preset left', async () => {
    await owner.client.put(POLICY, { default_days: null, preset: 'hipaa', archive: true }).expect(200);
    expect(await view()).toMatchObject({ preset: 'hipaa', floor_days: 2_190, erasure_allowed: false });
    const { body } = await owner.client.put(POLICY, { default_days: null }).expect(422);
    expect(body.errors[0].detail).toContain(
      'lower the floor from 2190 days to none, and to leave the preset hipaa, and to allow erasures, and 1 more',
    );
    const asked = await ask({ default_days: null });
    expect(asked.pending?.weakens.map(({ what }) => what)).toEqual([
      'floor_lowered',
      'preset_left',
      'erasure_allowed',
      'archive_ended',
    ]);
    expect(asked.pending?.preview).toMatchObject({ earlier: 0, dates: [] });
  });

  it('is nobody else’s: not another organization’s, not a reader’s', async () => {
    const stranger = await foundAnother(test, owner, 'Other Clinic');
    const aude = await join(test, owner, 'aude@example.com', 'auditor');
    const asked = await ask({ default_days: 30 });
    expect((await view(stranger)).pending).toBeNull();
    await stranger.client.put(`${change}/approval`, { id: idOf(asked) }).expect(404);
    await stranger.client.delete(change).expect(404);
    expect((await view(aude)).pending).toMatchObject({ id: idOf(asked) });
    await aude.client.put(`${change}/approval`, { id: idOf(asked) }).expect(403);
    await aude.client.delete(change).expect(403);
    await aude.client.post(`${POLICY}/preview`, { default_days: 1 }).expect(403);
  });

  it('needs a fresh proof to be asked for and to be agreed to', async () => {
    const adam = await another();
    const asked = await ask({ default_days: 30 });
    test.clock.advance(6 * MINUTE_MS);
    const answers = [
      await owner.client.put(POLICY, { default_days: 20, reason: REASON }),
      await adam.client.put(`${change}/approval`, { id: idOf(asked) }),
    ];
    for (const { status, body } of answers) {
      expect(status).toBe(403);
      expect(body.code).toMatch(/^(session\.step_up|step_up)/);
    }
  });

  it('is made whole or not at all: a crash in the middle leaves it waiting', async () => {
    await ask({ default_days: 30 });
    await endTheWait(test, owner.organizationId);
    await test.superuser.query(
      `CREATE FUNCTION crash() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'crash'; END $$;
       CREATE TRIGGER crash BEFORE INSERT ON rehomings FOR EACH ROW EXECUTE FUNCTION crash()`,
    );
    expect(await sweep()).toBe(0);
    expect(await view()).toMatchObject({ version: 0, pending: { approval: { state: 'pending' } } });
    await test.superuser.query('DROP TRIGGER crash ON rehomings');
    const { pending } = await view();
    const application = test.app.get(ChangeApplication);
    const ends = await Promise.all(
      Array.from({ length: 4 }, () => application.run(owner.organizationId, pending?.id ?? '')),
    );
    expect(ends.filter((end) => end === 'made')).toHaveLength(1);
    expect(await view()).toMatchObject({ default_days: 30, version: 1, pending: null });
  });
});
