import type { Timing } from './periods';
import { planOf } from './schedule-plan';

const daily: Timing = { frequency: 'daily', weekday: 1, monthDay: 1, hour: 6, timeZone: 'Europe/Berlin' };
const told = (timing: Timing, first: string, now: string) => {
  const { run, skipped, next } = planOf(timing, first, new Date(now));
  return {
    run: run.map(({ key }) => key),
    skipped: skipped && [skipped.first.key, skipped.last.key],
    next: next.key,
  };
};

describe('what a schedule has to do', () => {
  it('is nothing before the hour', () => {
    expect(told(daily, '2026-11-27', '2026-11-28T04:59:59Z')).toEqual({
      run: [],
      skipped: null,
      next: '2026-11-27',
    });
  });

  it('is one period at its hour', () => {
    expect(told(daily, '2026-11-27', '2026-11-28T05:00:00Z')).toEqual({
      run: ['2026-11-27'],
      skipped: null,
      next: '2026-11-28',
    });
  });

  it('is each period that was missed, the oldest first, over a change of the clocks', () => {
    expect(told(daily, '2026-10-23', '2026-10-27T06:00:00Z')).toEqual({
      run: ['2026-10-23', '2026-10-24', '2026-10-25', '2026-10-26'],
      skipped: null,
      next: '2026-10-27',
    });
  });

  it('is 31 missed periods at most; those after them are passed over', () => {
    const { run, ...rest } = told(daily, '2026-10-01', '2026-11-28T12:00:00Z');
    expect([run.length, run[0], run.at(-1)]).toEqual([31, '2026-10-01', '2026-10-31']);
    expect(rest).toEqual({ skipped: ['2026-11-01', '2026-11-27'], next: '2026-11-28' });
    const exactly = told(daily, '2026-10-28', '2026-11-28T12:00:00Z');
    expect([exactly.run.length, exactly.skipped, exactly.next]).toEqual([31, null, '2026-11-28']);
    const one = told(daily, '2026-10-27', '2026-11-28T12:00:00Z');
    expect([one.run.at(-1), one.skipped]).toEqual(['2026-11-26', ['2026-11-27', '2026-11-27']]);
  });

  it.each([
    ['weekly', '2024-01-01', '2024-W32', '2026-W47', '2026-W48'],
    ['monthly', '2020-01-01', '2022-08', '2026-10', '2026-11'],
  ] as const)('passes over what is %s likewise', (frequency, first, from, to, next) => {
    const plan = told({ ...daily, frequency, monthDay: 5 }, first, '2026-11-28T12:00:00Z');
    expect([plan.run.length, plan.skipped, plan.next]).toEqual([31, [from, to], next]);
  });

  it('is found again after a clock ran ahead', () => {
    expect(told(daily, '2027-11-01', '2026-11-28T12:00:00Z')).toEqual({
      run: [],
      skipped: null,
      next: '2026-11-28',
    });
    const monthly = { ...daily, frequency: 'monthly', monthDay: 28, hour: 23 } as const;
    expect(told(monthly, '2026-12-01', '2026-12-01T00:00:00Z').next).toBe('2026-12');
  });
});
