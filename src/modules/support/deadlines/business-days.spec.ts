import { businessDaysAhead, type Calendar } from './business-days';

const utc: Calendar = { timeZone: 'UTC', holidays: [] };
const berlin: Calendar = { timeZone: 'Europe/Berlin', holidays: [] };

const three = (from: string, calendar: Calendar): string =>
  businessDaysAhead(new Date(from), 3, calendar).toISOString();

describe('three business days (S3-18)', () => {
  it('end at the same time of day', () => {
    expect(three('2026-11-23T10:15:00.000Z', utc)).toBe('2026-11-26T10:15:00.000Z');
    expect(three('2026-11-23T00:00:00.001Z', utc)).toBe('2026-11-26T00:00:00.001Z');
  });

  it.each([
    ['Wednesday', '2026-11-25T16:00:00.000Z', '2026-11-30T16:00:00.000Z'],
    ['Thursday', '2026-11-26T16:00:00.000Z', '2026-12-01T16:00:00.000Z'],
    ['Friday', '2026-11-27T16:00:00.000Z', '2026-12-02T16:00:00.000Z'],
  ])('leave the weekend out when asked on %s', (_, from, due) => expect(three(from, utc)).toBe(due));

  it('begin on Monday when asked on a weekend, and are over with Wednesday', () => {
    for (const from of ['2026-11-28T00:00:00.000Z', '2026-11-28T09:00:00.000Z', '2026-11-29T23:59:59.999Z'])
      expect(three(from, utc)).toBe('2026-12-03T00:00:00.000Z');
    expect(three('2026-11-30T00:00:00.000Z', utc)).toBe('2026-12-03T00:00:00.000Z');
  });

  it('that are over with Friday do not wait for Monday', () =>
    expect(three('2026-11-25T00:00:00.000Z', utc)).toBe('2026-11-28T00:00:00.000Z'));

  it('leave holidays out, also those on which it was asked and those on weekends', () => {
    const christmas = ['2026-12-24', '2026-12-25', '2026-12-26', '2027-01-01'].map((date) => ({ date }));
    const calendar = { ...utc, holidays: christmas };
    expect(three('2026-12-23T12:00:00.000Z', calendar)).toBe('2026-12-30T12:00:00.000Z');
    expect(three('2026-12-24T12:00:00.000Z', calendar)).toBe('2026-12-31T00:00:00.000Z');
    expect(three('2026-12-30T12:00:00.000Z', calendar)).toBe('2027-01-05T12:00:00.000Z');
  });

  it('count by the dates of the zone: it is Saturday in Auckland while it is Friday in London', () => {
    const auckland: Calendar = { timeZone: 'Pacific/Auckland', holidays: [] };
    expect(three('2026-11-27T12:00:00.000Z', auckland)).toBe('2026-12-02T11:00:00.000Z');
    expect(three('2026-11-27T12:00:00.000Z', utc)).toBe('2026-12-02T12:00:00.000Z');
    const samoa = { timeZone: 'Pacific/Pago_Pago', holidays: [] };
    expect(three('2026-11-28T09:00:00.000Z', samoa)).toBe('2026-12-03T09:00:00.000Z');
  });

  it('show the same time of day after the clocks are put forward or back', () => {
    // 29 March and 25 October 2026 are Sundays.
    expect(three('2026-03-27T09:00:00.000Z', berlin)).toBe('2026-04-01T08:00:00.000Z');
    expect(three('2026-10-23T08:00:00.000Z', berlin)).toBe('2026-10-28T09:00:00.000Z');
  });

  it('end after the gap where the clocks leave their time out', () => {
    // In Cairo clocks go from Friday 2026-04-24 00:00 to 01:00.
    const cairo = { timeZone: 'Africa/Cairo', holidays: [] };
    expect(three('2026-04-20T22:30:00.000Z', cairo)).toBe('2026-04-23T22:30:00.000Z');
    expect(three('2026-04-20T22:00:00.000Z', cairo)).toBe('2026-04-23T22:00:00.000Z');
  });

  it('are found behind any number of holidays', () => {
    const year = Array.from({ length: 366 }, (_, n) => ({
      date: new Date(Date.UTC(2026, 10, 23 + n)).toISOString().slice(0, 10),
    }));
    expect(three('2026-11-23T10:00:00.000Z', { ...utc, holidays: year })).toBe('2027-11-27T00:00:00.000Z');
  });
});
