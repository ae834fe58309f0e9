import { expiresOn, expiryRule } from './expires-on';
import { keepForEver } from './policy';
import { isShorter } from './weakenings';

const on = (moment: string, days: number | null): string =>
  expiresOn({ occurred_at: new Date(moment) }, days);

describe('the day an event is dropped', () => {
  it('is the exact day for up to 31 days', () => {
    expect(on('2026-11-21T23:59:59.999Z', 1)).toBe('2026-11-22');
    expect(on('2026-11-21T00:00:00.000Z', 31)).toBe('2026-12-22');
  });

  it('is the next Monday, or that Monday itself, for up to 366 days', () => {
    expect(on('2026-11-21T12:00:00Z', 32)).toBe('2026-12-28'); // raw: Wednesday the 23rd
    expect(on('2026-11-19T12:00:00Z', 32)).toBe('2026-12-21'); // raw: Monday the 21st
    expect(on('2026-11-20T12:00:00Z', 366)).toBe('2027-11-22'); // raw: Sunday the 21st
  });

  it('is the first day of the next month beyond', () => {
    expect(on('2026-11-21T12:00:00Z', 367)).toBe('2027-12-01');
    expect(on('2026-11-29T12:00:00Z', 367)).toBe('2028-01-01'); // raw: the first of December
    expect(on('2026-11-21T12:00:00Z', 3650)).toBe('2036-12-01');
  });

  it('is the same month a thousand years on when events are kept for ever', () => {
    expect(on('2026-02-28T12:00:00Z', null)).toBe('3026-02-01');
  });

  it('counts in UTC, over leap days', () => {
    expect(on('2028-02-28T23:30:00-02:00', 1)).toBe('2028-03-01');
  });

  it('is asked for by rule', () => {
    const rule = expiryRule({ defaultDays: 7 });
    expect(rule({ occurred_at: new Date('2026-11-21T00:00:00Z'), source: 'api', category: null })).toBe(
      '2026-11-28',
    );
  });
});

describe('a shorter policy', () => {
  const days = (defaultDays: number | null) => ({ ...keepForEver, defaultDays });

  it.each([
    [null, 30, true],
    [30, 29, true],
    [30, 30, false],
    [30, 31, false],
    [30, null, false],
    [null, null, false],
  ])('from %s to %s: %s', (before, after, shorter) => {
    expect(isShorter(days(before), days(after))).toBe(shorter);
  });
});
