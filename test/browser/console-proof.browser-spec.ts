import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as joined } from 'node:path';
import type { Page } from 'playwright-core';
import type { AuditEvent } from '../../src/modules/audit/audit.contract';
import type { EventProof } from '../../src/modules/integrity/integrity.contract';
import { VerifierProgram } from '../../src/modules/exports/http/verifier-program';
import { RollingVerification } from '../../src/modules/verification/verification.rolling';
import { appendTo, seal, variedEvents } from '../support/sealed-logs';
import { SIGNING } from '../support/signed-export';
import { startTestApp, type TestApp } from '../support/test-app';
import { openBrowser, type TestBrowser } from '../support/test-browser';
import { barriersOn, clinicDays, complaintsOf, enter, keepScreen, report } from '../support/test-console';
import { over, REASON, setPolicy } from '../support/test-erasures';
import { join, signIn, signUpOwner, type TestPerson } from '../support/test-people';
import { endTheWait } from '../support/test-policies';
import { buildVerifier, runVerifier } from '../support/verifier-file';

const THEMES = ['light', 'dark'] as const;

describe('proofs in the console', () => {
  let test: TestApp;
  let owner: TestPerson;
  let browser: TestBrowser;
  let page: Page;
  let complaints: string[];
  let directory: string;
  let events: readonly AuditEvent[];
  let kept: string;

  beforeAll(async () => {
    directory = mkdtempSync(joined(tmpdir(), 'daybook-test-'));
    const program = new VerifierProgram(await buildVerifier(directory));
    test = await startTestApp({ overrides: [{ token: VerifierProgram, value: program }] });
    owner = await signUpOwner(test);
    await report(test, owner, clinicDays(Date.now(), 60));
    await seal(test, owner.organizationId);
    const { body } = await owner.client.get('/v1/events?source=flow&limit=10').expect(200);
    events = (body as { data: AuditEvent[] }).data;
    kept = ((await owner.client.get('/v1/checkpoint').expect(200)).body as { note: string }).note;
    browser = await openBrowser(`${test.url}/healthz`);
    ({ page } = browser);
    page.setDefaultTimeout(15_000);
    await page.setViewportSize({ width: 1600, height: 1000 });
    complaints = complaintsOf(page);
    await enter(page, test, owner);
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await test.close();
    rmSync(directory, { recursive: true });
  });
  afterEach(() => expect(complaints.splice(0)).toEqual([]));

  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const drawer = () => page.getByRole('complementary', { name: 'Event' });
  const section = (name: string) => page.getByRole('region', { name, exact: true });
  const nth = (index: number): AuditEvent => events[index] as AuditEvent;
  const addressOf = ({ id }: AuditEvent, more = '') =>
    `${test.url}/audit-log?q=source:flow&range=7d&e=${id}${more}`;
  const openProof = (index: number) => page.goto(addressOf(nth(index), '&tab=proof'));
  const standings = async (): Promise<(string | null)[]> =>
    page.locator('[data-standing] > span > .unseen').allTextContents();

  it('checks an event here, step by step, and gives what auditors check elsewhere', async () => {
    await page.goto(addressOf(nth(0)));
    await drawer().getByRole('tab', { name: 'Proof' }).click();
    await drawer().getByText('Present and unchanged').waitFor();
    expect(await standings()).toEqual(['holds', 'holds', 'holds', 'holds, with a note']);
    await drawer()
      .getByText(`Number ${nth(0).sequence} of the`)
      .first()
      .waitFor();
    const download = page.waitForEvent('download');
    await button('Download the proof').click();
    await (await download).saveAs(joined(directory, 'proof.json'));
    writeFileSync(joined(directory, 'older.txt'), kept);
    const { code, output } = await runVerifier(directory, 'proof.json');
    expect([code, output]).toEqual([0, expect.stringContaining('What the event says gives its leaf hash')]);
  }, 60_000);

  it('asks again by itself for the proof of what is not sealed yet', async () => {
    await report(test, owner, [{ ...(clinicDays(Date.now(), 1)[0] as object), summary: 'Just now' }]);
    const { body } = await owner.client.get('/v1/events?q=Just&limit=1').expect(200);
    const [fresh] = (body as { data: AuditEvent[] }).data as [AuditEvent];
    await page.goto(`${test.url}/audit-log/events/${fresh.id}?tab=proof`);
    const dialog = page.getByRole('dialog', { name: `Event ${fresh.sequence}` });
    await dialog.getByText('Not sealed yet').waitFor();
    await seal(test, owner.organizationId);
    await dialog.getByText('Present and unchanged').waitFor();
  }, 60_000);

  it('is loud about a proof that does not hold, and about one of something else than it shows', async () => {
    const forge = (change: (proof: EventProof) => object) =>
      page.route('**/proof', async (route) => {
        const answer = await route.fetch();
        await route.fulfill({ response: answer, json: change((await answer.json()) as EventProof) });
      });
    await forge((proof) => ({ ...proof, event: { ...proof.event, summary: 'Something else' } }));
    await openProof(1);
    await drawer().getByRole('alert').getByText('This does not hold').waitFor();
    expect(await standings()).toEqual(['does not hold', 'does not hold', 'holds', 'holds, with a note']);
    await drawer().getByText('On this page summary reads otherwise').waitFor();
    await keepScreen(page, 'proof-wrong');
    await page.unroute('**/proof');
    const other = (await owner.client.get(`/v1/events/${nth(2).id}/proof`).expect(200)).body as EventProof;
    await forge(() => other);
    await openProof(1);
    await drawer().getByRole('alert').getByText('This does not hold').waitFor();
    expect(await standings()).toEqual(['does not hold', 'holds', 'holds', 'holds, with a note']);
    await page.unroute('**/proof');
    await forge((proof) => ({ ...proof, checkpoint: proof.checkpoint.replace(/\n\d+\n/, '\n9999\n') }));
    await openProof(1);
    await drawer().getByRole('alert').getByText('This does not hold').waitFor();
    expect(await standings()).toEqual(['holds', 'holds', 'not reached', 'does not hold']);
    await page.unroute('**/proof');
  }, 60_000);

  it('checks against the key that somebody has from elsewhere', async () => {
    await page.goto(`${test.url}/integrity`);
    const mine = section('Your key');
    await mine.getByLabel('vkey or PEM').fill('no key');
    await mine.getByRole('button', { name: 'Keep this key' }).click();
    await mine
      .getByRole('alert')
      .getByText(/is of no use as a key/)
      .waitFor();
    const { body } = await owner.client.get('/v1/verifier-keys').expect(200);
    const [{ vkey }] = (body as { data: [{ vkey: string }] }).data;
    await mine.getByLabel('vkey or PEM').fill(vkey);
    await mine.getByRole('button', { name: 'Keep this key' }).click();
    await mine.getByText('It is one of the keys above.').waitFor();
    await openProof(0);
    await drawer().getByText('Present and unchanged').waitFor();
    expect(await standings()).toEqual(['holds', 'holds', 'holds', 'holds']);
    const foreign = SIGNING.publicKeyPem;
    await page.evaluate(
      `localStorage.setItem('daybook.key.${owner.organizationId}', ${JSON.stringify(foreign)})`,
    );
    await openProof(0);
    await drawer()
      .getByText(/is not signed by the key that you gave/)
      .waitFor();
    await page.goto(`${test.url}/integrity`);
    await section('Your key').getByRole('button', { name: 'Forget it' }).click();
    await section('Your key').getByLabel('vkey or PEM').waitFor();
  }, 60_000);

  it('shows an event in a dialog with an address of its own, with its record and what was around it', async () => {
    await page.goto(addressOf(nth(3)));
    await drawer().getByRole('link', { name: 'View in full' }).click();
    const dialog = page.getByRole('dialog', { name: `Event ${nth(3).sequence}` });
    await dialog.getByRole('heading', { name: nth(3).summary ?? '' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/audit-log/events/${nth(3).id}`);
    await dialog.getByRole('tab', { name: 'History' }).click();
    await dialog.getByText('this event').waitFor();
    await dialog.getByRole('tab', { name: 'Related' }).click();
    await dialog.getByRole('heading', { name: 'Five minutes around it' }).waitFor();
    await page.reload();
    await dialog.getByRole('heading', { name: 'Five minutes around it' }).waitFor();
    expect(await barriersOn(page)).toEqual([]);
    await keepScreen(page, 'event-dialog');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await drawer().waitFor();
    expect(new URL(page.url()).pathname).toBe('/audit-log');
  }, 60_000);

  it('shows the state of the log, verifies it when asked, and names what is found', async () => {
    await page.goto(`${test.url}/integrity`);
    const verification = section('Verification');
    await verification.getByText('Nothing has been looked at yet').waitFor();
    await verification.getByRole('button', { name: 'Verify everything now' }).click();
    await verification.getByText(/^Asked for at/).waitFor();
    await seal(test, owner.organizationId);
    await test.app.get(RollingVerification).whole({ pauseMs: 0 });
    await verification.getByText('Everything is as it was recorded').waitFor();
    const altered = nth(4);
    await test.superuser.query(
      `UPDATE events SET outcome = 'denied' WHERE organization_id = $1 AND sequence = $2`,
      [owner.organizationId, altered.sequence],
    );
    await owner.client.post('/v1/verification').expect(202);
    await test.app.get(RollingVerification).whole({ pauseMs: 0 });
    await page.reload();
    await verification.getByRole('alert').getByText('Something is not as it was recorded').waitFor();
    const line = verification.getByRole('row').filter({ hasText: String(altered.sequence) });
    await line.getByText('Altered').waitFor();
    await keepScreen(page, 'integrity-violated');
    await line.getByRole('link').click();
    await page.getByRole('table', { name: 'Events' }).locator('tbody tr').first().waitFor();
    await openProof(4);
    await drawer().getByRole('alert').getByText('This does not hold').waitFor();
    await test.superuser.query(
      `UPDATE events SET outcome = $3 WHERE organization_id = $1 AND sequence = $2`,
      [owner.organizationId, altered.sequence, altered.outcome],
    );
    await owner.client.post('/v1/verification').expect(202);
    await test.app.get(RollingVerification).whole({ pauseMs: 0 });
  }, 90_000);

  it('tells of an older checkpoint whether the log of today continues it', async () => {
    await appendTo(test, owner.organizationId, variedEvents(20));
    await seal(test, owner.organizationId);
    await page.goto(`${test.url}/integrity`);
    const compare = section('Has the log only grown?');
    const check = async (note: string, says: string | RegExp): Promise<void> => {
      await compare.getByLabel('Your older checkpoint').fill(note);
      await compare.getByRole('button', { name: 'Check in this browser' }).click();
      await compare.getByText(says).first().waitFor();
    };
    await check(`  ${kept.replaceAll('\n', '\r\n')}\r\n`, /The first \d+ of \d+ events are those/);
    await check(kept.replace(/(\n\d+\n)./, '$1z'), 'This does not fit the log');
    await check(
      kept.replace(/\n\d+\n/, '\n999999\n'),
      'The log has fewer events than this checkpoint states',
    );
    await check('something', /This is no checkpoint/);
    await button(/^Compare the checkpoint of/)
      .last()
      .click();
    await compare.getByRole('button', { name: 'Check in this browser' }).click();
    await compare.getByText('The log has only grown', { exact: true }).waitFor();
    await page.locator('input[type=file]').setInputFiles(joined(directory, 'proof.json'));
    await section('Check a file').getByText('proof.json: nothing is wrong').waitFor();
    await page.locator('input[type=file]').setInputFiles({
      name: 'forged.json',
      mimeType: 'application/json',
      buffer: Buffer.from(
        readFileSync(joined(directory, 'proof.json'), 'utf8').replace(
          /"leaf_hash":\s*"[\da-f]{8}/,
          '"leaf_hash":"00000000',
        ),
      ),
    });
    await section('Check a file').getByRole('alert').getByText('forged.json: something is wrong').waitFor();
    await page.locator('input[type=file]').setInputFiles(joined(directory, 'older.txt'));
    await section('Check a file')
      .getByRole('alert')
      .getByText(/It brings no key along/)
      .waitFor();
  }, 60_000);

  it('makes the address for witnesses, shows it once, and switches it off', async () => {
    await page.goto(`${test.url}/integrity`);
    const address = section('Address for witnesses');
    await address.getByRole('button', { name: 'Make an address' }).click();
    await address.getByText('The address, shown this once').waitFor();
    const prefix = (await address.locator('code').textContent()) ?? '';
    const checkpoint = `${test.url}${new URL(prefix).pathname}/checkpoint`;
    expect((await fetch(checkpoint)).status).toBe(200);
    await address.getByRole('button', { name: 'I have it' }).click();
    await page.reload();
    await address.getByText(/^On since/).waitFor();
    expect(await address.locator('code').count()).toBe(0);
    await address.getByRole('button', { name: 'Switch off' }).click();
    const dialog = page.getByRole('dialog', { name: 'Switch the address off?' });
    await dialog.getByRole('button', { name: 'Switch off' }).click();
    await address.getByText(/^Off:/).waitFor();
    expect((await fetch(checkpoint)).status).toBe(404);
    await section('Outside anchors').getByText('Weekly', { exact: true }).click();
    await section('Outside anchors').getByText('Daily', { exact: true }).click();
    await section('Outside anchors')
      .getByText(/^Saved/)
      .waitFor();
    const { body } = await owner.client.get('/v1/anchors').expect(200);
    expect(body).toMatchObject({ checkpoint_mail: { rhythm: 'daily' } });
  }, 60_000);

  it('has no barriers in either theme, and is whole at 390 pixels', async () => {
    const ready = () =>
      page.getByRole('table', { name: 'Checkpoints' }).locator('tbody tr').first().waitFor();
    for (const theme of THEMES) {
      await page.emulateMedia({ colorScheme: theme });
      await page.goto(`${test.url}/integrity`);
      await ready();
      await section('Newest checkpoint')
        .getByText(/ed25519|\+/)
        .first()
        .waitFor();
      expect([theme, await barriersOn(page)]).toEqual([theme, []]);
      await page.screenshot({ path: `coverage/screens/integrity-${theme}.png`, fullPage: true });
      await openProof(0);
      await drawer().getByText('Present and unchanged').waitFor();
      expect([theme, await barriersOn(page)]).toEqual([theme, []]);
      await keepScreen(page, `proof-${theme}`);
    }
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 390, height: 844 });
    for (const address of [
      '/integrity',
      `/audit-log/events/${nth(0).id}?tab=proof`,
      `/audit-log/events/${nth(0).id}?tab=history`,
    ]) {
      await page.goto(test.url + address);
      await (address === '/integrity'
        ? ready()
        : page.getByRole('tab', { selected: true }).first().waitFor());
      await page.waitForLoadState('networkidle');
      expect([address, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([address, 390]);
      expect([address, await barriersOn(page)]).toEqual([address, []]);
      await page.screenshot({
        path: `coverage/screens/narrow-${address.split(/[/=]/).at(-1)}.png`,
        fullPage: true,
      });
    }
    await page.setViewportSize({ width: 1600, height: 1000 });
  }, 120_000);

  it('says of an erased event by which event it was erased', async () => {
    await setPolicy(test, owner, { floorDays: null, allowed: true });
    const body = { event_ids: [nth(5).id], expected_count: 1, reason: REASON };
    const asked = await owner.client.post('/v1/erasures', body).expect(202);
    await endTheWait(test, owner.organizationId);
    await over(test, owner, (asked.body as { id: string }).id);
    await seal(test, owner.organizationId);
    owner = await signIn(test, owner.email, owner.organizationId);
    await enter(page, test, owner);
    await openProof(5);
    await drawer()
      .getByText(/^Erased in part:/)
      .waitFor();
    await drawer()
      .getByRole('button', { name: /^#\d+$/ })
      .click();
    await drawer().getByText('erasure.started').first().waitFor();
  }, 60_000);

  it('tells somebody without the right who can give it', async () => {
    const member = await join(test, owner, 'mia@example.com', 'member');
    await enter(page, test, member);
    await page.goto(`${test.url}/integrity`);
    await page.getByRole('heading', { name: 'You may not see this' }).waitFor();
    expect(await barriersOn(page)).toEqual([]);
    const auditor = await join(test, owner, 'ada@example.com', 'auditor');
    await enter(page, test, auditor);
    await page.goto(`${test.url}/integrity`);
    await section('Address for witnesses')
      .getByText(/an Owner or Admin/)
      .waitFor();
  }, 60_000);
});
