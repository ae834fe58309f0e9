import { randomUUID } from 'node:crypto';
import type { NewEvent } from '../../src/modules/audit/audit.event';
import { typeOf } from '../../src/modules/activity/activity.types';
import { openActivity } from '../support/activity-fixture';
import { randomHistory, seeded, type Cast } from '../support/activity-history';
import { anEvent, someone } from '../support/log-fixture';

const NOW = new Date('2026-11-05T13:37:11.000Z');
const SIGN_IN = /(signed_in|logged_in|login|sign_in)$/;
const CATEGORIES = ['authentication', 'navigation', 'feature_usage', 'settings', 'administration'];
const mia = { id: randomUUID(), name: 'Mia', email: 'mia@acme.example' };
const omar = { id: randomUUID(), name: 'Omar', email: 'omar@acme.example' };
const never = { id: randomUUID(), name: 'Nora Never', email: 'nora@acme.example' };
const [DESK, LAB] = [randomUUID(), randomUUID()];
/** Members act under their accounts and as users of a host product; the others under names that changed. */
const CAST: Cast[] = [
  { id: mia.id, actors: [someone(mia), someone({ id: 'u-mia', name: 'Mia M.', email: 'MIA@acme.example' })] },
  { id: omar.id, actors: [someone(omar)] },
  {
    id: 'u7',
    actors: [
      someone({ id: 'u7', name: 'Ann Lee', email: 'ann@old.example' }),
      someone({ id: 'u7', name: 'Ann Reyes', email: 'ann@new.example' }),
    ],
  },
  { id: 'pat@acme.example', actors: [someone({ id: null, name: 'Pat', email: 'pat@acme.example' })] },
];
/** Acts on two days only, before, between and after the ends that ranges and local days have there. */
const ZED: Cast = { id: 'u-zed', actors: [someone({ id: 'u-zed', name: 'Zed', email: null })] };
const ZEDS = ['2026-09-20', '2026-11-02'].flatMap((day) =>
  ['01', '05', '11', '20', '23'].map((hour) =>
    anEvent({ occurred_at: new Date(`${day}T${hour}:30:00Z`), category: 'settings', actor: ZED.actors[0] }),
  ),
);

const WEEK = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const formats = new Map<string, Intl.DateTimeFormat>();

/** Local time by `Intl`, one moment at a time: `Mon 2026-10-26, 08:15`. */
function localTime(zone: string, moment: Date): string {
  const options = { timeZone: zone, dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' } as const;
  const [format, weekday] = ['sv-SE', 'en'].map((locale) => {
    const known = formats.get(locale + zone);
    const made =
      known ??
      new Intl.DateTimeFormat(locale, locale === 'en' ? { timeZone: zone, weekday: 'short' } : options);
    formats.set(locale + zone, made);
    return made;
  });
  return `${weekday?.format(moment)} ${format?.format(moment)}`;
}
const localDay = (zone: string, moment: Date): string => localTime(zone, moment).slice(4, 14);

const personOf = (event: NewEvent): string | undefined =>
  event.actor.type === 'user'
    ? [...CAST, ZED].find(({ actors }) =>
        actors.some(({ id, email }) => id === event.actor.id && email === event.actor.email),
      )?.id
    : undefined;
const byPeople = (event: NewEvent): boolean =>
  event.actor.type === 'user' || (event.actor.type === 'anonymous' && event.category === 'authentication');

describe('activity, against a plain count of the events', () => {
  const random = seeded(4_711);
  let activity: Awaited<ReturnType<typeof openActivity>>;
  let events: NewEvent[];

  beforeAll(async () => {
    activity = await openActivity(NOW, {
      of: () =>
        Promise.resolve(({ occurred_at }) => (occurred_at.getUTCDate() % 3 ? '2040-01-01' : '2040-02-01')),
    });
    await activity.member(mia, DESK);
    await activity.member(omar, LAB);
    await activity.member(never, DESK);
    events = randomHistory(random, CAST, {
      from: new Date('2026-09-10T00:00:00Z'),
      to: new Date('2026-11-05T23:59:00Z'),
      count: 1_500,
    });
    events.unshift(...ZEDS);
    await activity.log.writer.write(activity.organizationId, events);
    await activity.log.writer.write(
      randomUUID(),
      randomHistory(random, CAST, { from: NOW, to: NOW, count: 300 }),
    );
    await activity.count(1_100);
  });
  afterAll(() => activity.log.close());

  const within = ({ from, to }: { from: string; to: string }, list = events): NewEvent[] =>
    list.filter(({ occurred_at }) => occurred_at >= new Date(from) && occurred_at < new Date(to));
  const persons = (list: readonly NewEvent[]): Set<string> =>
    new Set(list.flatMap((event) => personOf(event) ?? []));
  const count = <T>(list: readonly T[], test: (item: T) => boolean): number => list.filter(test).length;

  const RANGES = [
    { range: '7d' },
    { range: '5h' },
    { from: '2026-10-20', to: '2026-11-03' },
    { from: '2026-10-24T21:59:59.999Z', to: '2026-10-26T00:00:00Z' },
    { from: '2026-09-20T10:20:30.400Z', to: '2026-11-02T05:06:07.080Z' },
  ];
  const ZONES = ['Europe/London', 'Asia/Kathmandu', 'America/New_York'];
  const QUESTIONS = ZONES.flatMap((tz) => RANGES.map((range) => ({ ...range, tz })));

  it.each(QUESTIONS)('gives categories, types, days and active users of %j', async (question) => {
    const { tz } = question;
    const view = await activity.as(() => activity.overview.of(question));
    const own = within(view).filter(byPeople);
    const previous = within(view.previous).filter(byPeople);
    expect(view.categories.map(({ category, events: n, previous: m }) => [category, n, m])).toEqual(
      CATEGORIES.map((category) => [
        category,
        count(own, (event) => event.category === category),
        count(previous, (event) => event.category === category),
      ]),
    );
    for (const { category, types, other } of view.categories) {
      for (const { type, events: n } of types)
        expect([type, n]).toEqual([type, count(own, (e) => typeOf(e) === type)]);
      expect(other.events).toBe(count(own, (e) => e.category === category && typeOf(e) === null));
    }
    const days = new Map(events.map((event) => [event, localDay(tz, event.occurred_at)]));
    const dayOf = (event: NewEvent): string | undefined => days.get(event);
    for (const { day, events: n, active_users } of view.days) {
      const today = own.filter((event) => dayOf(event) === day);
      expect([day, n]).toEqual([
        day,
        Object.fromEntries(CATEGORIES.map((c) => [c, count(today, (event) => event.category === c)])),
      ]);
      expect([day, active_users]).toEqual([day, persons(today).size]);
    }
    expect(new Set(own.map(dayOf))).toEqual(
      new Set(view.days.map(({ day }) => day).filter((day) => own.some((event) => dayOf(event) === day))),
    );
    expect(view.active_users.range).toBe(persons(own).size);
    expect(view.active_users.previous).toBe(persons(previous).size);
    expect(view.active_users.known).toBe(CAST.length + 2);
    expect(view.failed_sign_ins.events).toBe(
      count(own, (e) => SIGN_IN.test(e.action) && e.outcome !== 'success'),
    );
    const until = events.filter(({ occurred_at }) => occurred_at < new Date(view.to));
    const last = localDay(tz, new Date(Date.parse(view.to) - 1));
    const lastDays = Array.from({ length: 30 }, (_, n) =>
      new Date(Date.parse(last) - n * 86_400_000).toISOString().slice(0, 10),
    ).map((day) => persons(until.filter((event) => dayOf(event) === day)));
    const union = (sets: Set<string>[]): number => new Set(sets.flatMap((set) => [...set])).size;
    expect(view.active_users).toMatchObject({
      day: union(lastDays.slice(0, 1)),
      week: union(lastDays.slice(0, 7)),
      month: union(lastDays),
    });
    const daily = lastDays.reduce((sum, { size }) => sum + size, 0) / 30;
    expect(view.stickiness).toBe(
      union(lastDays) === 0 ? null : Math.round((daily / union(lastDays)) * 10_000) / 10_000,
    );
  });

  it.each(ZONES)('gives the hours of the week in %s, over a change of the clock', async (tz) => {
    const view = await activity.as(() => activity.hours.of({ from: '2026-10-20', to: '2026-11-04', tz }));
    const grid = WEEK.map(() => new Array<number>(24).fill(0));
    for (const event of within(view).filter(byPeople)) {
      const local = localTime(tz, event.occurred_at);
      const [day, hour] = [WEEK.indexOf(local.slice(0, 3)), Number(local.slice(15, 17))];
      (grid[day] as number[])[hour] = (grid[day]?.[hour] ?? 0) + 1;
    }
    expect(view.hours).toEqual(grid);
  });

  it.each(RANGES)(
    'gives people with their last sign-in, last activity and counts over %j',
    async (question) => {
      const view = await activity.as(() => activity.users.page({ ...question, sort: 'name' }));
      const own = within(view);
      expect(view.data.map(({ id }) => id)).toEqual([
        'u7',
        mia.id,
        never.id,
        omar.id,
        'pat@acme.example',
        'u-zed',
      ]);
      for (const user of view.data) {
        const theirs = events.filter((event) => personOf(event) === user.id);
        const latest = (list: NewEvent[]): string | null =>
          list
            .map(({ occurred_at }) => occurred_at.toISOString())
            .toSorted()
            .at(-1) ?? null;
        expect(user.last_active_at).toBe(latest(theirs));
        expect(user.last_signed_in_at).toBe(
          latest(theirs.filter((e) => SIGN_IN.test(e.action) && e.outcome === 'success')),
        );
        const inRange = own.filter((event) => personOf(event) === user.id);
        expect(user.events).toEqual({
          ...Object.fromEntries(CATEGORIES.map((c) => [c, count(inRange, (event) => event.category === c)])),
          other: count(inRange, (event) => event.category === null),
        });
      }
    },
  );

  it('pages people both ways, each once, by last activity or name', async () => {
    for (const sort of ['-last_active_at', 'last_active_at', 'name', '-name'] as const) {
      const all = await activity.as(() => activity.users.page({ sort, range: '30d' }));
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await activity.as(() => activity.users.page({ sort, range: '30d', limit: 2, cursor }));
        seen.push(...page.data.map(({ id }) => id));
        if (cursor !== undefined) {
          const back = await activity.as(() =>
            activity.users.page({ sort, range: '30d', limit: 2, cursor: page.prev_cursor as string }),
          );
          expect(back.data.map(({ id }) => id)).toEqual(seen.slice(-2 - page.data.length, -page.data.length));
        }
        cursor = page.next_cursor ?? undefined;
      } while (cursor !== undefined);
      expect(seen).toEqual(all.data.map(({ id }) => id));
    }
  });

  it.each(QUESTIONS.filter((_, n) => n % 2 === 0))(
    'gives the adoption of features over %j',
    async (question) => {
      const view = await activity.as(() => activity.adoption.of(question));
      const own = within(view).filter((event) => personOf(event));
      const teamOf = (person: string): string | undefined =>
        person === mia.id ? DESK : person === omar.id ? LAB : undefined;
      for (const { feature, kind, events: n, users, active, buckets, teams } of view.features) {
        const uses = own.filter((event) =>
          kind === 'type'
            ? typeOf(event) === feature
            : event.resource?.type === 'feature' && event.resource.id === feature,
        );
        expect([feature, n, users, active]).toEqual([
          feature,
          uses.length,
          persons(uses).size,
          persons(own).size,
        ]);
        for (const { from, to, users: u, active: a } of buckets)
          expect([feature, from, u, a]).toEqual([
            feature,
            from,
            persons(within({ from, to }, uses)).size,
            persons(within({ from, to }, own)).size,
          ]);
        for (const { id, users: u, active: a } of teams)
          expect([feature, id, u, a]).toEqual([
            feature,
            id,
            [...persons(uses)].filter((person) => teamOf(person) === id).length,
            [...persons(own)].filter((person) => teamOf(person) === id).length,
          ]);
      }
      const category = await activity.as(() =>
        activity.adoption.of({ ...question, feature: 'feature_usage' }),
      );
      const ofCategory = own.filter((event) => event.category === 'feature_usage');
      expect(category.features[0]).toMatchObject({
        events: ofCategory.length,
        users: persons(ofCategory).size,
      });
      for (const { from, to, users: u } of category.features[0]?.buckets ?? [])
        expect([from, u]).toEqual([from, persons(within({ from, to }, ofCategory)).size]);
    },
  );

  it.each([{ user: ['ANN@old.example'] }, { team: DESK }, { user: [mia.id, 'u7'] }, { user: ['nobody'] }])(
    'answers for %j alone',
    async (whose) => {
      const chosen = whose.team ? [mia.id] : whose.user?.map((text) => (text.includes('@') ? 'u7' : text));
      const emails = { [mia.id]: [mia.email], u7: ['ann@old.example', 'ann@new.example'] } as Record<
        string,
        string[]
      >;
      const view = await activity.as(() =>
        activity.overview.of({ ...whose, range: '30d', tz: 'Europe/London' }),
      );
      const theirs = within(view).filter(
        (event) =>
          chosen?.includes(personOf(event) ?? '') ||
          (event.actor.type === 'anonymous' &&
            event.category === 'authentication' &&
            event.outcome !== 'success' &&
            chosen?.some((id) => emails[id]?.includes(String(event.details.email).toLowerCase()))),
      );
      expect(view.categories.map(({ events: n }) => n)).toEqual(
        CATEGORIES.map((category) => count(theirs, (event) => event.category === category)),
      );
      expect(view.active_users.range).toBe(persons(theirs).size);
      const hours = await activity.as(() => activity.hours.of({ ...whose, range: '30d' }));
      expect(hours.events).toBe(theirs.length);
    },
  );

  it('shows whoever sees a few nobody else, and the same for others as for nobody', async () => {
    activity.see({ kind: 'people', accountIds: [omar.id] });
    const ask = (user: string) => activity.as(() => activity.overview.of({ user: [user], range: '30d' }));
    expect(await ask(mia.id)).toEqual(await ask(randomUUID()));
    await expect(activity.as(() => activity.profiles.of(mia.id, {}))).rejects.toMatchObject({
      code: 'user.not_found',
    });
    const { data } = await activity.as(() => activity.users.page({}));
    expect(data.map(({ id }) => id)).toEqual([omar.id]);
    const view = await activity.as(() => activity.overview.of({ range: '30d' }));
    expect(view.active_users).toMatchObject({ range: 1, known: 1 });
    activity.see({ kind: 'everyone' });
  });

  it('walks a timeline without gap or repetition, and tells of each session as a whole', async () => {
    const question = { from: '2026-10-01', to: '2026-11-05', tz: 'UTC', group: 'false' as const, limit: 17 };
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await activity.as(() =>
        activity.timeline.page('ann@new.example', { ...question, cursor }),
      );
      const entries = page.data.flatMap((session) => session.entries.map((entry) => ({ session, entry })));
      ids.push(
        ...entries
          .toSorted((a, b) => (a.entry.to < b.entry.to ? 1 : -1))
          .flatMap(({ entry }) => entry.event_ids),
      );
      for (const { session } of entries) {
        const whole = within(page).filter((e) => personOf(e) === 'u7' && e.context.session_id === session.id);
        expect(session.events).toBe(whole.length);
      }
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
    const expected = within({ from: '2026-10-01T00:00:00Z', to: '2026-11-06T00:00:00Z' })
      .filter((event) => personOf(event) === 'u7')
      .toSorted((a, b) => b.occurred_at.getTime() - a.occurred_at.getTime());
    expect(ids).toEqual(expected.map(({ id }) => id));
  });

  it('knows a person: their days, hours, addresses and sessions', async () => {
    const view = await activity.as(() => activity.profiles.of(mia.id, { range: '30d', peers: 'true' }));
    const own = within(view).filter((event) => personOf(event) === mia.id);
    expect(view.days.reduce((sum, { events: n }) => sum + n, 0)).toBe(own.length);
    expect(view.hours.flat().reduce((sum, n) => sum + n, 0)).toBe(own.length);
    expect(view.usual.addresses).toMatchObject([{ ip: '203.0.113.7' }]);
    expect(view.sessions.reduce((sum, { events: n }) => sum + n, 0)).toBe(own.length);
    const omars = within(view).filter(
      (event) => personOf(event) === omar.id && event.category === 'settings',
    );
    expect(view.peers).toMatchObject({ users: 2, events: { settings: omars.length / 2 } });
  });
});
