import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseWitnessKey } from '../../config/witness-key';
import type { AnchorPlaceView, AnchorsView } from '../../src/modules/integrity/integrity.anchors.contract';
import {
  AnchorCheck,
  type AnchorTrust,
  type CheckedAnchor,
} from '../../src/modules/integrity/integrity.anchor-check';
import { Anchors } from '../../src/modules/integrity/integrity.anchors';
import { NoteSigner } from '../../src/modules/integrity/keys/note-signer';
import { Sealing } from '../../src/modules/integrity/integrity.sealing';
import { UnitOfWork } from '../../src/modules/audit/audit.unit-of-work';
import { DAY_MS, MINUTE_MS } from '../../src/platform/clock/clock';
import { Signing } from '../../src/platform/crypto/signing';
import { MailDelivery } from '../../src/platform/mail/mail-delivery';
import { SentMails } from '../support/sent-mails';
import { startTestApp, type TestApp } from '../support/test-app';
import { foundAnother, join as joinAs, signIn, signUpOwner, type TestPerson } from '../support/test-people';
import { startTestWitness, type TestWitness } from '../support/test-witness';

const HOUR_MS = 60 * MINUTE_MS;

describe('checkpoints outside the installation (A21–A23)', () => {
  let test: TestApp;
  let owner: TestPerson;
  let witness: TestWitness;
  let directory: string;
  const mails = new SentMails();

  beforeAll(async () => {
    witness = await startTestWitness();
    directory = mkdtempSync(join(tmpdir(), 'daybook-anchors-'));
    test = await startTestApp({
      settings: {
        role: 'api',
        logLevel: 'silent',
        mail: { smtpUrl: 'smtp://nowhere.invalid', from: 'Daybook <daybook@localhost>' },
        anchors: {
          place: { kind: 'file', directory },
          intervalMinutes: 60,
          retentionDays: 1,
          witnesses: [{ url: witness.url, key: parseWitnessKey(witness.vkey) }],
        },
      },
      overrides: [mails.override],
    });
    owner = await signUpOwner(test);
    await sealed();
    witness.trust(await origin(), test.app.get(Signing).publicKey);
  }, 60_000);
  afterAll(async () => {
    await test.close();
    await witness.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const run = () => test.app.get(Anchors).run();
  const sealed = () => test.app.get(Sealing).seal(owner.organizationId);
  const origin = async (): Promise<string> => {
    const { rows } = await test.superuser.query('SELECT origin FROM trees WHERE organization_id = $1', [
      owner.organizationId,
    ]);
    return rows[0].origin as string;
  };
  const back = async (): Promise<TestPerson> => (owner = await signIn(test, owner.email));
  const view = async (): Promise<AnchorsView> =>
    (await (await back()).client.get('/v1/anchors').expect(200)).body;
  const place = ({ places }: AnchorsView, kind: string): AnchorPlaceView | undefined =>
    places.find((each) => each.kind === kind);
  const actions = async (about: string) =>
    (await test.events(owner.organizationId)).filter(({ action }) => action.startsWith(about));
  const notes = (): string[] =>
    readdirSync(join(directory, owner.organizationId), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.txt'))
      .toSorted()
      .map((name) => readFileSync(join(directory, owner.organizationId, name), 'utf8'));

  it('go to every place, and a witness signs below the note that everybody gets', async () => {
    expect(await view()).toMatchObject({ state: 'waiting', overdue_since: null });
    await sealed();
    await run();
    const { body: checkpoint } = await owner.client.get('/v1/checkpoint').expect(200);
    expect(checkpoint.note).toContain(`\n— ${witness.name} `);
    expect(witness.signed.get(await origin())?.size).toBe(checkpoint.size);
    const [note] = notes();
    expect(note).toBe(checkpoint.note);
    const anchors = await view();
    expect(anchors).toMatchObject({ state: 'ok', says: expect.stringContaining('cannot be taken back') });
    expect(place(anchors, 'witness')).toMatchObject({
      place: witness.name,
      configured: true,
      last_success: {
        size: checkpoint.size,
        epoch: 1,
        receipt: expect.stringContaining(`— ${witness.name} `),
      },
      last_failure: null,
    });
    expect(place(anchors, 'file')?.last_success).toMatchObject({ size: checkpoint.size });
    expect(await actions('anchors.viewed')).not.toHaveLength(0);
  });

  it('go again when the log has grown and an hour has passed, and every twelve hours when it has not', async () => {
    const before = notes().length;
    await sealed();
    expect(await run()).toBe(0);
    test.clock.advance(HOUR_MS);
    expect(await run()).toBe(2);
    test.clock.advance(HOUR_MS);
    expect(await run()).toBe(0);
    test.clock.advance(11 * HOUR_MS);
    expect(await run()).toBeGreaterThanOrEqual(2);
    expect(notes()).toHaveLength(before + 2);
  });

  it('show what a witness says that knows more than the log: once in the log, until it is over (A22)', async () => {
    const name = await origin();
    const known = witness.signed.get(name) as { size: number; root: string };
    witness.signed.set(name, { ...known, size: known.size + 1_000 });
    test.clock.advance(13 * HOUR_MS);
    await sealed();
    await run();
    test.clock.advance(HOUR_MS);
    await run();
    const [contradiction, ...more] = await actions('integrity.anchor_contradicted');
    expect(more).toEqual([]);
    expect(contradiction).toMatchObject({ flags: ['critical'] });
    expect(contradiction?.summary).toContain(`has signed ${known.size + 1_000} events of this log`);
    expect(await view()).toMatchObject({ state: 'contradicted' });
    const { body } = await test.anonymous.get('/readyz').expect(200);
    expect(body.warnings.join()).toContain('an outside anchor contradicts 1 logs');
    witness.signed.set(name, known);
    test.clock.advance(HOUR_MS);
    await run();
    expect((await view()).state).toBe('ok');
  });

  it('are missed after a day, once, with the reasons; and it is told when they leave again', async () => {
    witness.answer = { status: 503, text: '' };
    rmSync(directory, { recursive: true, force: true });
    const metric = async (): Promise<string | undefined> =>
      /^daybook_anchors_overdue (\d+)$/m.exec((await test.anonymous.get('/metrics').expect(200)).text)?.[1];
    // A file where the directory was.
    writeFileSync(directory, '');
    for (let hours = 0; hours < 3; hours++) {
      test.clock.advance(9 * HOUR_MS);
      await sealed();
      await run();
      expect(await metric()).toBe(hours < 2 ? '0' : '1');
    }
    test.clock.advance(2 * DAY_MS);
    await run();
    const [overdue, ...more] = await actions('integrity.anchor_overdue');
    expect(more).toEqual([]);
    const details = overdue?.details as { failures: { kind: string; failure: string }[] };
    expect(details.failures.map(({ kind }) => kind)).toEqual(['file', 'witness']);
    expect(await view()).toMatchObject({ state: 'overdue', overdue_since: expect.any(String) });
    expect(place(await view(), 'file')?.last_failure?.says).toMatch(/cannot be written/);
    const { body } = await test.anonymous.get('/readyz').expect(200);
    expect(body.warnings.join()).toContain('1 logs have had no outside anchor for too long');

    rmSync(directory);
    witness.answer = null;
    test.clock.advance(HOUR_MS);
    await run();
    expect(await actions('integrity.anchor_recovered')).toHaveLength(1);
    expect(await metric()).toBe('0');
    expect((await view()).state).toBe('ok');
  });

  it('leave a place alone for the round when it does not answer three times', async () => {
    await back();
    const others: TestPerson[] = [];
    for (const name of ['B', 'C', 'D', 'E']) others.push(await foundAnother(test, owner, `Clinic ${name}`));
    for (const { organizationId } of others) await test.app.get(Sealing).seal(organizationId);
    test.clock.advance(2 * HOUR_MS);
    await sealed();
    witness.answer = { status: 503, text: '' };
    const before = witness.asked.length;
    await run();
    expect(witness.asked.length - before).toBe(3);
    witness.answer = null;
  });

  it('are shown by exports that carry them, which end no alarm', async () => {
    const { organizationId } = await back();
    const { body } = await owner.client.get('/v1/checkpoint').expect(200);
    await test.app.get(UnitOfWork).run(organizationId, async (manager) => {
      const query = (sql: string, values?: readonly unknown[]) => manager.query(sql, values as unknown[]);
      await test.app.get(Anchors).exported(query, organizationId, body.size);
      await test.app.get(Anchors).exported(query, organizationId, 10 ** 9);
    });
    expect(place(await view(), 'export')).toMatchObject({ last_success: { size: body.size }, next_at: null });
  });

  describe('by mail', () => {
    const subject = 'Checkpoint of the audit log of Acme Clinic';
    const deliver = async (): Promise<void> => {
      await test.app.get(MailDelivery).settled();
      await test.app.get(MailDelivery).deliverDue();
    };
    const lastMail = () => mails.about(subject).at(-1);

    it('reach the Owners once a week, with the note as it was signed and what to do with it', async () => {
      const [first] = mails.about(subject);
      expect(first?.to).toBe(owner.email);
      expect(first?.text).toMatch(/What to do: keep it\./);
      expect(first?.text).toMatch(/\n\S+\/logs\/[0-9a-f-]{36}\n\d+\n[A-Za-z0-9+/]{43}=\n\n— /);
      expect(mails.about(subject)).toHaveLength(1);
      test.clock.advance(7 * DAY_MS);
      await sealed();
      await run();
      await deliver();
      test.clock.advance(2 * MINUTE_MS);
      await run();
      expect(mails.about(subject)).toHaveLength(2);
      expect(place(await view(), 'mail')?.last_success?.receipt).toBe(
        'taken by the mail server for 1 of 1 Owners',
      );
      const sent = (await actions('checkpoint_mail.sent')).at(-1);
      expect(sent?.summary).toMatch(/^Daybook mailed the checkpoint of \d+ events to 1 Owners$/);
    });

    it('come daily, or not at all, as the organization wants', async () => {
      await back();
      const { body } = await owner.client.put('/v1/checkpoint-mail', { rhythm: 'daily' }).expect(200);
      expect(body).toEqual({ rhythm: 'daily', leaves: true });
      test.clock.advance(DAY_MS);
      await sealed();
      await run();
      await deliver();
      expect(lastMail()?.text).toContain('once a day because you are an Owner');
      const count = mails.about(subject).length;
      await back();
      await owner.client.put('/v1/checkpoint-mail', { rhythm: 'off' }).expect(200);
      const [off] = (await actions('checkpoint_mail.changed')).toReversed();
      expect(off).toMatchObject({ flags: ['critical'] });
      for (let days = 0; days < 2; days++) {
        test.clock.advance(8 * DAY_MS);
        await sealed();
        await run();
        await deliver();
      }
      expect(mails.about(subject)).toHaveLength(count);
      await back();
      const { body: problem } = await owner.client
        .put('/v1/checkpoint-mail', { rhythm: 'hourly' })
        .expect(422);
      expect(JSON.stringify(problem)).toContain('rhythm');
    });

    it('count when a mail server has taken them, not before', async () => {
      await back();
      await owner.client.put('/v1/checkpoint-mail', { rhythm: 'daily' }).expect(200);
      mails.refusal = 'greylisted';
      test.clock.advance(DAY_MS);
      await sealed();
      const success = place(await view(), 'mail')?.last_success?.at;
      await run();
      for (let tries = 0; tries < 12; tries++) {
        test.clock.advance(8 * HOUR_MS);
        await deliver();
      }
      await run();
      expect(place(await view(), 'mail')).toMatchObject({
        last_success: { at: success },
        last_failure: {
          says: 'The mail server took no checkpoint (greylisted): check SMTP_URL.',
          in_a_row: 1,
        },
      });
      mails.refusal = null;
      test.clock.advance(2 * HOUR_MS);
      await run();
      await deliver();
      test.clock.advance(2 * MINUTE_MS);
      await run();
      expect(place(await view(), 'mail')?.last_failure?.in_a_row).toBe(0);
    });
  });

  describe('held against the log, when they come back', () => {
    const check = (texts: readonly string[], trust: Partial<AnchorTrust> = {}) =>
      test.app.get(AnchorCheck).check(
        texts.map((text, n) => ({ name: `anchor ${n + 1}`, text })),
        { keys: [], witnesses: [], ...trust },
      );
    const wrongs = (checked: readonly CheckedAnchor[]): string[] =>
      checked.flatMap(({ verdicts }) => verdicts.filter(({ ok }) => ok === false).map(({ says }) => says));
    const witnessKey = () => parseWitnessKey(witness.vkey);
    /** A checkpoint that the installation's key has signed, whatever it states. */
    const forged = async (size: number, root = Buffer.alloc(32, 7)): Promise<string> =>
      test.app.get(NoteSigner).sign({ origin: await origin(), size, root }, test.clock.now());

    it('are its beginning, whichever way they left', async () => {
      const all = notes();
      const mail = mails.mails.find(({ subject }) => subject.startsWith('Checkpoint'))?.text as string;
      const { body } = await (await back()).client.get('/v1/checkpoint').expect(200);
      const checked = await check([...all, mail, JSON.stringify(body)]);
      expect(checked).toHaveLength(all.length + 2);
      expect(wrongs(checked)).toEqual([]);
      const [first] = await check([all[0] as string], { witnesses: [witnessKey()] });
      expect(first?.title).toMatch(/^anchor 1: localhost\/logs\/[0-9a-f-]{36}, \d+ events$/);
      expect(first?.verdicts.map(({ ok, says }) => [ok, says])).toEqual([
        [true, expect.stringMatching(/^It is signed by generation 1 of this installation's key, on 20/)],
        [true, expect.stringMatching(/^The witness witness\.example\/w1 signed it on 20/)],
        [true, expect.stringMatching(/^The tree of the log begins with exactly these \d+ events/)],
      ]);
    });

    it('show another key, a missing witness, and text that is no anchor', async () => {
      const [note = ''] = notes();
      const stranger = parseWitnessKey((await startAndStop()).vkey);
      expect(wrongs(await check([note], { keys: [stranger] }))).toEqual([
        expect.stringMatching(/^It is not signed by the key that you gave/),
      ]);
      expect(wrongs(await check([note], { witnesses: [stranger] }))).toEqual([
        'The witness stranger.example did not sign it.',
      ]);
      const changed = note.replace(/\n(\d+)\n/, (_, size: string) => `\n${Number(size) - 1}\n`);
      expect(wrongs(await check([changed]))[0]).toMatch(/^It is not signed by generation 1/);
      expect(wrongs(await check(['Dear auditor,\n']))[0]).toMatch(/^There is no checkpoint in it/);
    });

    it('show that history was rewritten, cut, or told in two versions (A21, A22, A23)', async () => {
      const { rows } = await test.superuser.query('SELECT size::int FROM trees WHERE organization_id = $1', [
        owner.organizationId,
      ]);
      const size = rows[0].size as number;
      expect(wrongs(await check([await forged(size)]))).toEqual([
        expect.stringMatching(/^The first \d+ events of the log are not those that it states/),
      ]);
      expect(wrongs(await check([await forged(size + 1)]))).toEqual([
        expect.stringMatching(/^It states \d+ events; the log has \d+ under its last checkpoint/),
      ]);
      const two = wrongs(await check([await forged(size), await forged(size, Buffer.alloc(32, 8))]));
      expect(two.at(-1)).toMatch(/showed two histories \(a split view\)/);
      expect(
        wrongs(await check([(await forged(size)).replaceAll(owner.organizationId, randomUUID())])),
      ).toContain('There is no such log in this installation.');
      // With the rights of a database owner: a leaf of the tree, with all that follows from it, is another.
      const note = notes().at(-1) as string;
      expect(wrongs(await check([note]))).toEqual([]);
      await test.superuser.query(
        `UPDATE tree_tiles SET hashes = overlay(hashes PLACING '\\x00' FROM 1) WHERE organization_id = $1 AND level = 0 AND index = 0`,
        [owner.organizationId],
      );
      expect(wrongs(await check([note]))[0]).toMatch(/are not those that it states/);
    });
  });
});

async function startAndStop(): Promise<TestWitness> {
  const stranger = await startTestWitness('stranger.example');
  await stranger.close();
  return stranger;
}

describe('an installation without any place outside', () => {
  it('says so where it can be read, and raises no alarm', async () => {
    const test = await startTestApp();
    const owner = await signUpOwner(test);
    await test.app.get(Sealing).seal(owner.organizationId);
    await test.app.get(Anchors).run();
    const { body } = await owner.client.get('/v1/anchors').expect(200);
    expect(body).toMatchObject({
      state: 'none',
      places: [],
      says: expect.stringContaining('no outside anchor'),
    });
    const auditor = await joinAs(test, owner, 'aude@example.com', 'auditor', 'Aude Auditor');
    const member = await joinAs(test, owner, 'mia@example.com', 'member', 'Mia Member');
    await auditor.client.get('/v1/anchors').expect(200);
    await auditor.client.put('/v1/checkpoint-mail', { rhythm: 'daily' }).expect(403);
    await member.client.get('/v1/anchors').expect(403);
    const { body: ready } = await test.anonymous.get('/readyz').expect(200);
    expect(ready.warnings.join()).toContain('set ANCHOR_URL, WITNESS_URL or SMTP_URL');
    test.clock.advance(9 * DAY_MS);
    await test.app.get(Anchors).run();
    const events = await test.events(owner.organizationId);
    expect(events.filter(({ action }) => action.startsWith('integrity.'))).toEqual([]);
    await test.close();
  }, 60_000);
});
