import { addDays, dateIn, momentIn, weekdayOf } from './zoned-time';

describe('a date and an hour in a zone', () => {
  it.each([
    ['UTC', '2026-11-21', 8, '2026-11-21T08:00:00.000Z'],
    ['Europe/Berlin', '2026-07-01', 0, '2026-06-30T22:00:00.000Z'],
    ['Europe/Berlin', '2026-12-01', 8, '2026-12-01T07:00:00.000Z'],
    ['Asia/Kathmandu', '2026-11-21', 8, '2026-11-21T02:15:00.000Z'],
    ['Pacific/Apia', '2026-11-21', 0, '2026-11-20T11:00:00.000Z'],
    ['America/New_York', '2026-11-01', 0, '2026-11-01T04:00:00.000Z'],
  ])('in %s, %s %i:00 is %s', (zone, date, hour, moment) => {
    expect(momentIn(zone, date, hour).toISOString()).toBe(moment);
    expect(dateIn(zone, new Date(moment))).toBe(date);
  });

  it('that the clocks leave out comes after the gap', () => {
    expect(momentIn('Europe/Berlin', '2026-03-29', 2).toISOString()).toBe('2026-03-29T01:00:00.000Z');
    expect(momentIn('America/Santiago', '2026-09-06', 0).toISOString()).toBe('2026-09-06T04:00:00.000Z');
  });

  it('that they show twice is the first', () =>
    expect(momentIn('Europe/Berlin', '2026-10-25', 2).toISOString()).toBe('2026-10-25T00:00:00.000Z'));
});

it('counts days by the calendar', () => {
  expect(addDays('2026-02-27', 2)).toBe('2026-03-01');
  expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
  expect(['2026-11-23', '2026-11-28', '2026-11-29'].map(weekdayOf)).toEqual([1, 6, 7]);
});
