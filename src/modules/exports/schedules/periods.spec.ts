import { periodAfter, periodOf, upcoming, type Timing } from './periods';

const daily: Timing = { frequency: 'daily', weekday: 1, monthDay: 1, hour: 6, timeZone: 'Europe/Berlin' };
const weekly: Timing = { ...daily, frequency: 'weekly' };
const monthly: Timing = { ...daily, frequency: 'monthly' };

const hours = (timing: Timing, first: string): number => {
  const { from, to } = periodOf(timing, first);
  return (to.getTime() - from.getTime()) / 3_600_000;
};
const next = (timing: Timing, now: string): string[] => {
  const { key, due } = upcoming(timing, new Date(now));
  return [key, due.toISOString()];
};

describe('the period of a scheduled export (S4-31)', () => {
  it('is a whole day of the organization, exported at an hour of the next', () => {
    expect(periodOf(daily, '2026-11-27')).toEqual({
      key: '2026-11-27',
      first: '2026-11-27',
      from: new Date('2026-11-26T23:00:00Z'),
      to: new Date('2026-11-27T23:00:00Z'),
      due: new Date('2026-11-28T05:00:00Z'),
    });
  });

  it('is an ISO week, exported on a day of the next', () => {
    const { key, from, to, due } = periodOf({ ...weekly, weekday: 3 }, '2026-11-16');
    expect([key, from.toISOString(), to.toISOString(), due.toISOString()]).toEqual([
      '2026-W47',
      '2026-11-15T23:00:00.000Z',
      '2026-11-22T23:00:00.000Z',
      '2026-11-25T05:00:00.000Z',
    ]);
  });

  it.each([
    ['2025-12-29', '2026-W01'],
    ['2026-01-05', '2026-W02'],
    ['2026-12-28', '2026-W53'],
    ['2027-01-04', '2027-W01'],
    ['2024-12-30', '2025-W01'],
    ['2021-01-04', '2021-W01'],
  ])('that begins on %s is called %s', (first, key) => {
    expect(periodOf(weekly, first).key).toBe(key);
  });

  it.each([
    ['2026-01-01', 31, '2026-02-28T05:00:00.000Z'],
    ['2026-02-01', 28, '2026-03-28T05:00:00.000Z'],
    ['2028-02-01', 29, '2028-03-28T04:00:00.000Z'],
    ['2026-11-01', 30, '2026-12-28T05:00:00.000Z'],
    ['2026-12-01', 31, '2027-01-28T05:00:00.000Z'],
  ])('that is the month of %s has %i days, and is exported at %s', (first, days, due) => {
    const period = periodOf({ ...monthly, monthDay: 28 }, first);
    expect([Math.round(hours(monthly, first) / 24), period.due.toISOString()]).toEqual([days, due]);
    expect(period.key).toBe(first.slice(0, 7));
  });

  it('has as many hours as the clocks leave it', () => {
    expect(['2026-03-28', '2026-03-29', '2026-10-25'].map((day) => hours(daily, day))).toEqual([24, 23, 25]);
    expect(hours(weekly, '2026-03-23')).toBe(167);
    expect([hours(monthly, '2026-03-01'), hours(monthly, '2026-10-01')]).toEqual([743, 745]);
  });

  it('is exported after the gap when the clocks leave its hour out, once when they show it twice', () => {
    const atTwo = { ...daily, hour: 2 };
    expect(periodOf(atTwo, '2026-03-28').due.toISOString()).toBe('2026-03-29T01:00:00.000Z');
    expect(periodOf(atTwo, '2026-10-24').due.toISOString()).toBe('2026-10-25T00:00:00.000Z');
    expect(next(atTwo, '2026-10-25T00:00:00Z')[0]).toBe('2026-10-25');
    expect(next(atTwo, '2026-10-25T01:30:00Z')[0]).toBe('2026-10-25');
  });

  it.each([daily, weekly, { ...weekly, weekday: 7 }, monthly, { ...monthly, monthDay: 28, hour: 23 }])(
    'follows the one before it without a gap, for years: %j',
    (timing) => {
      let period = periodOf(timing, '2024-01-01');
      for (let n = 0; n < 400; n++) {
        const after = periodAfter(timing, period);
        expect(after.from).toEqual(period.to);
        expect(after.due > period.due).toBe(true);
        expect(period.due >= period.to && period.due < after.to).toBe(true);
        period = after;
      }
    },
  );
});

describe('what comes next', () => {
  it('is the last period until its hour has come, then the present one', () => {
    expect(next(daily, '2026-11-28T04:59:59Z')).toEqual(['2026-11-27', '2026-11-28T05:00:00.000Z']);
    expect(next(daily, '2026-11-28T05:00:00Z')).toEqual(['2026-11-28', '2026-11-29T05:00:00.000Z']);
    expect(next({ ...weekly, weekday: 7 }, '2026-11-28T12:00:00Z')).toEqual([
      '2026-W47',
      '2026-11-29T05:00:00.000Z',
    ]);
    expect(next(weekly, '2026-11-28T12:00:00Z')).toEqual(['2026-W48', '2026-11-30T05:00:00.000Z']);
    expect(next({ ...monthly, monthDay: 28 }, '2026-11-28T12:00:00Z')).toEqual([
      '2026-11',
      '2026-12-28T05:00:00.000Z',
    ]);
    expect(next({ ...monthly, monthDay: 28 }, '2026-11-27T12:00:00Z')[0]).toBe('2026-10');
  });

  it('goes by the dates of the organization', () => {
    const now = '2026-11-30T23:30:00Z';
    expect(next({ ...monthly, hour: 0 }, now)[0]).toBe('2026-12');
    expect(next({ ...monthly, hour: 0, timeZone: 'UTC' }, now)[0]).toBe('2026-11');
    expect(next({ ...daily, timeZone: 'Pacific/Auckland' }, now)[0]).toBe('2026-12-01');
  });
});
