import type { NewEvent } from '../../src/modules/audit/audit.event';
import { EventCounting } from '../../src/modules/audit/audit.counting';
import { EventWriter } from '../../src/modules/audit/recording/event-writer';
import { ReviewFigures } from '../../src/modules/reviews/figures/review-figures';
import type { ReviewFigures as Figures } from '../../src/modules/reviews/reviews.contract';
import { ReviewDigests } from '../../src/modules/reviews/reviews.digests';
import type { Period } from '../../src/modules/reviews/subscriptions/schedule';
import { DAY_MS } from '../../src/platform/clock/clock';
import { anEvent, someone } from '../support/log-fixture';
import { startTestApp, type TestApp } from '../support/test-app';
import { mailsTo } from '../support/test-mail';
import { foundAnother, join, signUpOwner, type TestPerson } from '../support/test-people';

const path = '/v1/review-digest';
const ZONE = 'Asia/Kathmandu';
const WEEK_MS = 7 * DAY_MS;

interface RawEvent {
  readonly occurred_at: Date;
  readonly source: string;
  readonly action: string;
  readonly operation: string;
  readonly outcome: string;
  readonly flags: readonly string[];
}

/** Whether time passes by itself is for these tests to say: no work recurs in the processes they start. */
const still = { settings: { role: 'api' } } as const;

describe('the weekly review (S4-28)', () => {
  let test: TestApp;
  let owner: TestPerson;
  let aude: TestPerson;
  let cleo: TestPerson;
  let other: TestPerson;
  let period: Period;

  beforeAll(async () => {
    test = await startTestApp(still);
    owner = await signUpOwner(test);
    await owner.client.patch('/v1/organization', { time_zone: ZONE }).expect(200);
    aude = await join(test, owner, 'aude@example.com', 'auditor', 'Aude Auditor');
    cleo = await join(test, owner, 'cleo@example.com', 'auditor', 'Cleo Auditor');
    other = await foundAnother(test, owner, 'Other Clinic');
  }, 120_000);
  afterAll(() => test.close());

  const run = (on = test) => on.app.get(ReviewDigests).run();
  const subscription = async (who: TestPerson) => (await who.client.get(path).expect(200)).body;
  const lastEvent = async () => (await test.events(owner.organizationId)).at(-1);
  const moveTo = (moment: Date): void => test.clock.advance(moment.getTime() - test.clock.now().getTime());

  /** Mails by recipient and subject, with how many there are of each. */
  async function reviews(): Promise<string[]> {
    const { rows } = await test.superuser.query<{ mail: string }>(
      `SELECT recipient || ': ' || subject || ' x ' || count(*) AS mail FROM mails WHERE subject LIKE 'Weekly review%'
        GROUP BY recipient, subject ORDER BY 1`,
    );
    return rows.map(({ mail }) => mail);
  }

  describe('is asked for', () => {
    it('by each person for themselves, on Monday at 8 unless they say otherwise', async () => {
      const before = await subscription(aude);
      expect(before).toEqual({
        subscribed: false,
        weekday: 'monday',
        hour: 8,
        time_zone: ZONE,
        next_at: null,
      });
      const { body } = await aude.client.put(path, {}).expect(200);
      expect(body).toMatchObject({ subscribed: true, weekday: 'monday', hour: 8 });
      const next = new Date(body.next_at);
      expect(body.next_at).toMatch(/T02:15:00\.000Z$/);
      expect(next.getUTCDay()).toBe(1);
      expect(next > test.clock.now()).toBe(true);
      expect(next.getTime() - test.clock.now().getTime()).toBeLessThanOrEqual(WEEK_MS);
      expect(await lastEvent()).toMatchObject({
        action: 'review_digest.subscribed',
        summary: 'Aude Auditor asked for the weekly review on monday at 8:00',
        changes: { before: null, after: { weekday: 'monday', hour: 8 } },
      });
      expect(await subscription(cleo)).toMatchObject({ subscribed: false });
    });

    it('moved, and given up', async () => {
      await cleo.client.put(path, { weekday: 'friday', hour: 17 }).expect(200);
      const { body } = await cleo.client.put(path, { hour: 6 }).expect(200);
      expect(body).toMatchObject({ weekday: 'friday', hour: 6 });
      await cleo.client.delete(path).expect(204);
      expect(await lastEvent()).toMatchObject({
        action: 'review_digest.unsubscribed',
        changes: { before: { weekday: 'friday', hour: 6 }, after: null },
      });
      await cleo.client.delete(path).expect(404);
      expect(await subscription(cleo)).toMatchObject({ subscribed: false });
    });

    it.each([{ weekday: 'someday' }, { hour: 24 }, { hour: 7.5 }, { time_zone: 'UTC' }])(
      'not as %j',
      (body) => aude.client.put(path, body).expect(422),
    );

    it('by who reads the log', async () => {
      const member = await join(test, owner, 'mia@example.com', 'member');
      await member.client.put(path, {}).expect(403);
      await member.client.get(`${path}/preview`).expect(403);
    });
  });

  describe('tells', () => {
    let raw: RawEvent[];

    /** Within the week, the week before, at their edges, and outside; half of them counted, half not. */
    beforeAll(async () => {
      const to = new Date((await subscription(aude)).next_at);
      const at = (weeks: number): Date => new Date(to.getTime() - weeks * WEEK_MS);
      period = { before: at(2), from: at(1), to };
      const moments = [
        at(2.01),
        at(2),
        at(1.5),
        new Date(at(1).getTime() - 1),
        at(1),
        at(0.5),
        new Date(+to - 1),
        to,
      ];
      const kinds: Partial<NewEvent>[] = [
        { source: 'ai', action: 'summary.made', operation: 'execute' },
        { action: 'user.signed_in', operation: 'authenticate', outcome: 'failure' },
        { action: 'role.assigned', operation: 'update' },
        { action: 'chart.deleted', operation: 'delete', flags: ['bulk_change'] },
        { action: 'chart.moved', operation: 'update', flags: ['bulk_change', 'critical'] },
        { action: 'export.requested', operation: 'create' },
        { action: 'chart.viewed', operation: 'read', outcome: 'denied', flags: ['new_ip'] },
      ];
      const events = moments.flatMap((occurred_at) => kinds.map((kind) => anEvent({ ...kind, occurred_at })));
      const fresh = ['198.51.100.1', '198.51.100.1', '2001:db8::1'].map((ip) =>
        anEvent({
          occurred_at: at(0.2),
          action: 'dance.danced',
          flags: ['new_ip'],
          context: { ip },
          actor: someone({ id: 'u2', name: 'Omar\nReyes', email: null }),
        }),
      );
      const write = test.app.get(EventWriter);
      await write.write(
        owner.organizationId,
        events.filter((_, n) => n % 2 === 0),
      );
      await test.app.get(EventCounting).run();
      await write.write(owner.organizationId, [...events.filter((_, n) => n % 2 === 1), ...fresh]);
      await write.write(other.organizationId, [anEvent({ occurred_at: at(0.5), source: 'flow' })]);
      const { rows } = await test.superuser.query<RawEvent>(
        'SELECT occurred_at, source, action, operation, outcome, flags FROM events WHERE organization_id = $1',
        [owner.organizationId],
      );
      raw = rows;
    });

    const compared = (of: (event: RawEvent) => boolean, { before, from, to }: Period = period) => {
      const within = (a: Date, b: Date): number =>
        raw.filter((event) => event.occurred_at >= a && event.occurred_at < b && of(event)).length;
      return { count: within(from, to), before: within(before, from) };
    };
    const figuresOf = (): Promise<Figures> =>
      test.app.get(ReviewFigures).of(owner.organizationId, period, ZONE);

    it('what the events come to, week against week', async () => {
      const figures = await figuresOf();
      expect(figures.events).toEqual(compared(() => true));
      expect(figures.events.before).toBe(21);
      for (const [field, counts] of [
        ['outcome', figures.outcomes],
        ['source', figures.sources],
      ] as const) {
        const names = [...new Set(raw.filter((e) => e.occurred_at < period.to).map((event) => event[field]))];
        const all = names.map((name) => ({ name, ...compared((event) => event[field] === name) }));
        expect(counts).toEqual(expect.arrayContaining(all.filter(({ count, before }) => count + before > 0)));
        expect(counts).toHaveLength(all.filter(({ count, before }) => count + before > 0).length);
      }
      expect(figures.failed_sign_ins).toEqual(
        compared((event) => event.operation === 'authenticate' && event.outcome !== 'success'),
      );
      expect(figures.deletions).toEqual(
        compared((event) => event.operation === 'delete' || event.flags.includes('bulk_change')),
      );
      expect(figures.exports).toEqual(compared(({ action }) => action === 'export.requested'));
      expect(figures.permission_changes.before).toBe(3);
      expect(figures.permission_changes.count).toBe(
        compared(({ action }) =>
          ['role.assigned', 'invitation.accepted', 'installation.set_up'].includes(action),
        ).count,
      );
    });

    it('the same once all of it is counted', async () => {
      const before = await figuresOf();
      await test.app.get(EventCounting).run();
      expect(await figuresOf()).toEqual(before);
    });

    it('what happened for the first time', async () => {
      const { new_actions } = await figuresOf();
      const old = new Set(raw.filter((event) => event.occurred_at < period.from).map(({ action }) => action));
      const week = raw.filter(({ occurred_at }) => occurred_at >= period.from && occurred_at < period.to);
      const fresh = [...new Set(week.map(({ action }) => action))].filter((action) => !old.has(action));
      expect(new_actions).toEqual({ count: fresh.length, actions: fresh.sort().slice(0, 20) });
      expect(new_actions.actions).toContain('dance.danced');
      expect(new_actions.actions).not.toContain('chart.viewed');
    });

    it('from which new addresses people came', async () => {
      const { new_addresses } = await figuresOf();
      expect(new_addresses.events).toBe(compared(({ flags }) => flags.includes('new_ip')).count);
      expect(new_addresses.top).toEqual([
        { ip: '203.0.113.7', actor: 'Jane Doe', events: 3 },
        { ip: '198.51.100.1', actor: 'Omar\nReyes', events: 2 },
        { ip: '2001:db8::1', actor: 'Omar\nReyes', events: 1 },
      ]);
    });

    it('how many alerts nobody has closed', async () => {
      expect(await figuresOf()).toMatchObject({ open_alerts: 0 });
      const { rows } = await test.superuser.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM alerts WHERE organization_id = $1`,
        [owner.organizationId],
      );
      expect(rows[0]?.n).toBe(0);
    });

    it('the same beforehand, of the last seven days up to the hour', async () => {
      const { body } = await aude.client.get(`${path}/preview`).expect(200);
      const { from, to } = body.figures.period;
      const now = { before: new Date(Date.parse(from) - WEEK_MS), from: new Date(from), to: new Date(to) };
      expect(body.figures.events).toEqual(compared(() => true, now));
      expect(test.clock.now().getTime() - Date.parse(to)).toBeLessThan(3_600_000);
      expect(body.subject).toMatch(/^Weekly review of Acme Clinic, \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d$/);
      expect(body.text).toContain('Hello Aude Auditor,');
      expect(body.text).toContain(`Events: ${body.figures.events.count} (${body.figures.events.before})`);
    });
  });

  describe('comes', () => {
    const week = (weeks = 0): string => {
      const date = (moment: Date): string => moment.toISOString().slice(0, 10);
      const later = (moment: Date): Date => new Date(moment.getTime() + weeks * WEEK_MS);
      return `${date(later(period.from))} to ${date(later(period.to))}`;
    };
    const acme = (email: string, weeks = 0): string =>
      `${email}: Weekly review of Acme Clinic, ${week(weeks)} x 1`;

    it('not before its hour', async () => {
      moveTo(new Date(period.to.getTime() - 1_000));
      expect(await run()).toBe(0);
      expect(await reviews()).toEqual([]);
    });

    it('then once, with its event, whoever else is sending (exactly once)', async () => {
      const second = await startTestApp({ ...still, database: test.database });
      try {
        moveTo(new Date(period.to.getTime() + 1_000));
        second.clock.advance(test.clock.now().getTime() - second.clock.now().getTime());
        const sent = await Promise.all([run(), run(second), run(), run(second)]);
        expect(sent.reduce((sum, n) => sum + n)).toBe(1);
      } finally {
        await second.close();
      }
      expect(await run()).toBe(0);
      expect(await reviews()).toEqual([acme(aude.email)]);
      const events = (await test.events(owner.organizationId)).filter(
        ({ action }) => action === 'review_digest.sent',
      );
      expect(events).toEqual([
        expect.objectContaining({
          summary: 'Daybook sent the weekly review to Aude Auditor',
          details: expect.objectContaining({ from: period.from.toISOString(), to: period.to.toISOString() }),
        }),
      ]);
    });

    it('after a downtime once, about the newest week, in each organization for who asked there', async () => {
      await test.superuser.query(
        `INSERT INTO review_digests SELECT organization_id, account_id, 1, 8, created_at FROM members
          WHERE (organization_id = $1 AND account_id = $2) OR organization_id = $3`,
        [owner.organizationId, cleo.accountId, other.organizationId],
      );
      moveTo(new Date(period.to.getTime() + 3.5 * WEEK_MS));
      expect(await run()).toBe(3);
      expect(await reviews()).toEqual([
        acme(aude.email),
        acme(aude.email, 3),
        acme(cleo.email, 3),
        expect.stringMatching(/^olivia@example.com: Weekly review of Other Clinic, .* x 1$/),
      ]);
    });

    it('as a mail that says it in plain words, and no line of which comes from a name', async () => {
      moveTo(new Date(period.to.getTime() + 1_000));
      await test.superuser.query('DELETE FROM review_digest_weeks WHERE account_id = $1', [aude.accountId]);
      expect(await run()).toBe(1);
      const mail = (await mailsTo(test, aude.email)).findLast((text) => text.includes('Weekly review')) ?? '';
      const { publicUrl } = test.settings.http;
      for (const line of [
        'Hello Aude Auditor,',
        '  198.51.100.1: 2 by Omar Reyes',
        `  ${publicUrl}/alerts`,
        'Waiting for review: 0 open alerts',
        '  dance.danced',
      ])
        expect(mail).toContain(`\n${line}\n`);
      expect(mail).toContain(`${publicUrl}/audit-log?view=3Dbuiltin-failed-sign-ins&from=`);
      expect(mail).toMatch(/\n {2}failure: \d+ \(3\)\n/);
    });

    it('not to who may not read the log any more, or has left', async () => {
      moveTo(new Date(period.to.getTime() + 4.5 * WEEK_MS));
      await test.superuser.query(`UPDATE members SET role = 'member' WHERE account_id = $1`, [
        aude.accountId,
      ]);
      await test.superuser.query(`DELETE FROM members WHERE account_id = $1`, [cleo.accountId]);
      expect(await run()).toBe(1);
      const sent = await reviews();
      expect(sent.filter((mail) => mail.startsWith('aude') || mail.startsWith('cleo'))).not.toContain(
        acme(aude.email, 4),
      );
      expect(sent.filter((mail) => mail.includes(week(4)))).toEqual([
        expect.stringContaining('Other Clinic'),
      ]);
      const { rows } = await test.superuser.query(
        `SELECT sent FROM review_digest_weeks WHERE organization_id = $1 ORDER BY handled_at DESC, account_id LIMIT 2`,
        [owner.organizationId],
      );
      expect(rows).toEqual([{ sent: false }, { sent: false }]);
      await test.superuser.query(`UPDATE members SET role = 'auditor' WHERE account_id = $1`, [
        aude.accountId,
      ]);
      expect(await run()).toBe(0);
    });
  });
});
