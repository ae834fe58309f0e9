import { AlertEvaluation } from '../../src/modules/alerts/alerts.evaluation';
import type { VerificationView } from '../../src/modules/verification/verification.contract';
import { RollingVerification } from '../../src/modules/verification/verification.rolling';
import { mintTestKey } from '../support/test-api-key';
import { startTestApp, type TestApp } from '../support/test-app';
import { join, signUpOwner, type TestPerson } from '../support/test-people';
import { appendTo, seal, variedEvents } from '../support/sealed-logs';

let test: TestApp;
let olivia: TestPerson;
let id: string;
beforeAll(async () => {
  test = await startTestApp();
  olivia = await signUpOwner(test);
  id = olivia.organizationId;
  await appendTo(test, id, variedEvents(600));
  await seal(test, id);
});
afterAll(() => test.close());

const view = async (): Promise<VerificationView> =>
  (await olivia.client.get('/v1/verification').expect(200)).body as VerificationView;
const rolling = () => test.app.get(RollingVerification);
const ended = async (action: string) => (await test.events(id)).filter((event) => event.action === action);
const health = async (): Promise<string[]> =>
  ((await test.anonymous.get('/readyz').expect(200)).body as { warnings: string[] }).warnings;
const metric = async (name: string): Promise<string | undefined> =>
  (await test.anonymous.get('/metrics').expect(200)).text.split('\n').find((line) => line.startsWith(`${name} `));

describe('the rolling verification', () => {
  it('has not looked yet, then finds a log sound, the newest events first and the whole when its day comes', async () => {
    expect(await view()).toMatchObject({ state: 'never', newest: null, whole: null, running: null, findings: [] });
    await seal(test, id);
    await rolling().newest();
    const newest = await view();
    expect(newest).toMatchObject({ state: 'sound', whole: null, newest: { from_sequence: 1, counts: { altered: 0, missing: 0 } } });
    expect(newest.newest?.counts.present).toBeGreaterThan(600);
    await rolling().whole({ pauseMs: 0 });
    expect(await view()).toMatchObject({ state: 'sound', whole: { from_sequence: 1 }, findings: [] });
    expect(await metric('daybook_log_verification_findings')).toBe('daybook_log_verification_findings 0');
  });

  it('walks again when it is asked to, in pieces, and says how far it is', async () => {
    const before = (await view()).whole?.at;
    test.clock.advance(1_000);
    const { body } = await olivia.client.post('/v1/verification').expect(202);
    expect(body).toMatchObject({ running: { through_sequence: 0, percent: 0 } });
    await seal(test, id);
    const stop = new AbortController();
    stop.abort();
    expect(await rolling().whole({ pauseMs: 0, signal: stop.signal })).toBe(0);
    expect((await view()).running).not.toBeNull();
    expect(await rolling().whole({ pauseMs: 0 })).toBe(1);
    const after = await view();
    expect(after.running).toBeNull();
    expect(after.whole?.at).not.toBe(before);
    expect(await rolling().whole({ pauseMs: 0 })).toBe(0);
  });

  it('tells what it found once, in the log, to those who watch it, and to the operator; and when it is over', async () => {
    const forge = (from: string, to: string) =>
      test.superuser.query(`UPDATE events SET subject_id = $3 WHERE organization_id = $1 AND subject_id = $2`, [id, from, to]);
    await forge('p-500', 'p-forged');
    test.clock.advance(60_000);
    await rolling().newest();
    expect(await view()).toMatchObject({ state: 'violated', findings: [{ kind: 'altered', field: 'subject_id' }] });
    const [found, ...more] = await ended('integrity.violation_found');
    expect(more).toEqual([]);
    expect(found).toMatchObject({ flags: ['critical'], details: { kind: 'altered', field: 'subject_id', sequences: expect.stringMatching(/^#\d+$/) } });
    expect(await health()).toEqual(expect.arrayContaining([expect.stringMatching(/1 things were found in 1 logs/)]));
    expect(await metric('daybook_log_verification_findings')).toBe('daybook_log_verification_findings 1');

    test.clock.advance(60_000);
    await rolling().newest();
    await olivia.client.post('/v1/verification').expect(202);
    await rolling().whole({ pauseMs: 0 });
    expect(await ended('integrity.violation_found')).toHaveLength(1);
    await test.app.get(AlertEvaluation, { strict: false }).run();
    const { body } = await olivia.client.get('/v1/alerts').expect(200);
    expect((body as { data: { rule: { template: string } }[] }).data.map(({ rule }) => rule.template)).toContain('integrity_violation');

    await forge('p-forged', 'p-500');
    await olivia.client.post('/v1/verification').expect(202);
    await seal(test, id);
    await rolling().whole({ pauseMs: 0 });
    expect(await view()).toMatchObject({ state: 'sound', findings: [] });
    expect(await ended('integrity.violation_ended')).toHaveLength(1);
  });

  it('is for those who may read the log', async () => {
    const member = await join(test, olivia, 'mia@example.com', 'member', 'Mia Member');
    await member.client.get('/v1/verification').expect(403);
    await member.client.post('/v1/verification').expect(403);
    const key = test.client(await mintTestKey(test, olivia));
    await key.get('/v1/verification').expect(403);
  });
});
