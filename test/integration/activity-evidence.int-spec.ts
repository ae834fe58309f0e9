import { randomUUID } from 'node:crypto';
import type { ActivityFrame } from '../../src/modules/activity/activity.contract';
import type { NewEvent } from '../../src/modules/audit/audit.event';
import { readQuery } from '../../src/modules/audit/audit.query-language';
import { CATEGORIES } from '../../src/platform/context/action-spec';
import { openActivity } from '../support/activity-fixture';
import { randomHistory, seeded, type Cast } from '../support/activity-history';
import { someone } from '../support/log-fixture';
import { holds } from '../support/search-oracle';

const NOW = new Date('2026-11-05T13:37:11.000Z');
const DESK = randomUUID();
const mia = { id: randomUUID(), name: 'Mia', email: 'mia@acme.example' };
const CAST: Cast[] = [
  { id: mia.id, actors: [someone(mia), someone({ id: 'u-mia', name: 'Mia M.', email: 'mia@acme.example' })] },
  { id: 'u7', actors: [someone({ id: 'u7', name: 'Ann', email: 'ann@acme.example' })] },
  { id: 'pat@acme.example', actors: [someone({ id: null, name: 'Pat "P" Lee', email: 'pat@acme.example' })] },
  { id: 'Sam', actors: [someone({ id: null, name: 'Sam', email: null })] },
];

describe('the queries beside the numbers of activity', () => {
  let activity: Awaited<ReturnType<typeof openActivity>>;
  let events: NewEvent[];

  beforeAll(async () => {
    activity = await openActivity(NOW);
    await activity.member(mia, DESK);
    const span = { from: new Date('2026-10-01T00:00:00Z'), to: NOW, count: 900 };
    const random = seeded(815);
    events = randomHistory(random, CAST, span).map((event) =>
      random(5) < 1 ? { ...event, flags: ['off_hours'] } : event,
    );
    await activity.log.writer.write(activity.organizationId, events);
    await activity.count(700);
  });
  afterAll(() => activity.log.close());

  /** How many events of the range the log would show. */
  function found(query: string | null, { from, to }: Pick<ActivityFrame, 'from' | 'to'>): number {
    const where = readQuery(query ?? 'id:0', { now: NOW, zone: 'UTC' });
    return events.filter(
      (event) =>
        event.occurred_at >= new Date(from) &&
        event.occurred_at < new Date(to) &&
        where.every((one) => holds(one, { event, sequence: 1 })),
    ).length;
  }

  const WHOSE = [{}, { team: DESK }, { user: ['u7'] }, { user: ['pat@acme.example', 'Sam'] }];

  it.each(WHOSE)('find, for %j, as many events as the categories and their types have', async (whose) => {
    const view = await activity.as(() => activity.overview.of({ ...whose, range: '21d' }));
    const numbers = view.categories.flatMap(({ category, types, other, ...all }) => [
      { name: category, ...all },
      ...types.map(({ type, ...one }) => ({ name: type, ...one })),
      { name: `${category} other`, ...other },
    ]);
    for (const { name, events: n, query } of numbers)
      expect([name, n, query]).toEqual([name, found(query, view), query]);
    expect(numbers.reduce((sum, { events: n }) => sum + n, 0)).toBeGreaterThan(30);
    expect(found(view.failed_sign_ins.query, view)).toBe(view.failed_sign_ins.events);
  });

  it.each(WHOSE)(
    'find, for %j, the events of the hours, and those outside of working hours',
    async (whose) => {
      for (const category of [undefined, ...CATEGORIES]) {
        const view = await activity.as(() => activity.hours.of({ ...whose, range: '21d', category }));
        expect([category, found(view.query, view)]).toEqual([category, view.events]);
        expect([category, found(view.flagged.query, view)]).toEqual([category, view.flagged.events]);
      }
    },
  );

  it.each(WHOSE)('find, for %j, the uses of features', async (whose) => {
    for (const feature of [undefined, 'settings']) {
      const view = await activity.as(() => activity.adoption.of({ ...whose, range: '21d', feature }));
      for (const { name, events: n, query } of view.features)
        expect([name, found(query, view)]).toEqual([name, n]);
    }
  });

  it('find what each person did, and on which days', async () => {
    const page = await activity.as(() => activity.users.page({ range: '21d', sort: '-events' }));
    expect(page).toMatchObject({ total: 4, first: 1 });
    const sums = page.data.map((user) => Object.values(user.events).reduce((sum, n) => sum + n, 0));
    expect(sums).toEqual(sums.toSorted((a, b) => b - a));
    for (const [place, user] of page.data.entries()) {
      expect([user.id, found(user.query, page)]).toEqual([user.id, sums[place]]);
      expect(found(`${user.query} flag:off_hours`, page)).toBe(user.off_hours);
      const { days } = await activity.as(() => activity.days.of(user.id, { range: '21d' }));
      for (const { day, events: n, ...part } of days)
        expect([day, n]).toEqual([day, found(user.query, part)]);
    }
  });

  it('are none where there is nobody', async () => {
    const view = await activity.as(() => activity.overview.of({ user: ['nobody'] }));
    expect(view.categories.map(({ query }) => query)).toEqual(CATEGORIES.map(() => null));
  });

  it('sorts people by what they did of one kind, last sign-ins, off-hours and roles', async () => {
    for (const sort of ['events', '-last_signed_in_at', 'off_hours', 'role'] as const) {
      const whole = await activity.as(() =>
        activity.users.page({ range: '21d', sort, category: 'settings' }),
      );
      const first = await activity.as(() =>
        activity.users.page({ range: '21d', sort, category: 'settings', limit: 2 }),
      );
      const cursor = first.next_cursor ?? undefined;
      const rest = await activity.as(() =>
        activity.users.page({ range: '21d', sort, category: 'settings', limit: 2, cursor }),
      );
      expect([...first.data, ...rest.data].map(({ id }) => id)).toEqual(whole.data.map(({ id }) => id));
      expect(rest).toMatchObject({ total: 4, first: 3 });
    }
  });
});
