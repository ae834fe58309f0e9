import type { Weekday } from '../../organizations/organizations.contract';
import { ZoneClock } from '../time/zone-clock';
import { stickinessOf } from './active-users';
import { hourGrid, usualHours } from './hour-grid';
import { offHoursShare, workingGrid } from './working-hours';

const at = (text: string): number => Date.parse(text);
const slot = (text: string, n = 1) => ({ at: at(text), category: null, n });

describe('stickiness', () => {
  const day = (...people: string[]): Set<string> => new Set(people);
  it('is the share of a month that an average day sees', () => {
    expect(stickinessOf([day('a', 'b'), day('a'), day(), day('a')])).toBe(0.5);
    expect(stickinessOf([day('a', 'b'), day('b', 'a')])).toBe(1);
    expect(stickinessOf([day(), day()])).toBeNull();
  });
});

describe('hours of the week', () => {
  it('are those that the clocks showed: 09:00 stays 09:00 over a change', () => {
    const berlin = new ZoneClock('Europe/Berlin', at('2026-10-19T00:00:00Z'), at('2026-11-01T00:00:00Z'));
    const grid = hourGrid([slot('2026-10-19T07:00:00Z', 2), slot('2026-10-26T08:45:00Z', 3)], berlin);
    expect(grid[0]?.[9]).toBe(5);
    expect(grid.flat().reduce((sum, n) => sum + n, 0)).toBe(5);
  });

  const grid = (hours: Record<number, number>) => [Array.from({ length: 24 }, (_, hour) => hours[hour] ?? 0)];
  it.each([
    [
      { 8: 10, 9: 10, 10: 10, 17: 1 },
      { from: 8, to: 11 },
    ],
    [
      { 22: 10, 23: 10, 0: 10, 1: 10 },
      { from: 22, to: 2 },
    ],
    [
      { 20: 30, 21: 1, 22: 30, 23: 30 },
      { from: 20, to: 24 },
    ],
    [{ 8: 19 }, null],
  ])('of a person are usual from %j', (hours, expected) => expect(usualHours(grid(hours))).toEqual(expected));
});

describe('off hours', () => {
  const zone = new ZoneClock('Asia/Kathmandu', at('2026-11-16T00:00:00Z'), at('2026-11-24T00:00:00Z'));
  const hours = { monday: { from: '08:00', to: '17:00' } } as Partial<
    Record<Weekday, { from: string; to: string }>
  >;

  it('are what the organization does not call working hours, in its zone, and holidays', () => {
    const inside = slot('2026-11-16T02:15:00Z', 3);
    const outside = [
      slot('2026-11-16T02:00:00Z'),
      slot('2026-11-16T11:15:00Z'),
      slot('2026-11-17T06:00:00Z'),
    ];
    expect(offHoursShare([inside, ...outside], { hours, holidays: [] }, zone)).toBe(0.5);
    expect(offHoursShare([inside], { hours, holidays: [{ date: '2026-11-16' }] }, zone)).toBe(1);
  });

  it('are shown by other clocks where somebody looks from elsewhere', () => {
    const over = (name: string) =>
      new ZoneClock(name, at('2026-11-01T00:00:00Z'), at('2026-11-22T00:00:00Z'));
    const week = { at: at('2026-11-18T12:00:00Z'), own: over('Europe/Berlin'), shown: over('Asia/Kolkata') };
    const working = workingGrid({ hours: { monday: { from: '08:00', to: '10:00' } }, holidays: [] }, week);
    // 08:00 in Berlin is 12:30 in Kolkata.
    expect(working?.map((day) => day.flatMap((is, hour) => (is ? [hour] : [])))).toEqual([
      [12, 13, 14],
      ...Array.from({ length: 6 }, () => []),
    ]);
    expect(workingGrid({ hours: {}, holidays: [] }, week)).toBeNull();
  });

  it('are unknown until hours are set', () => {
    expect(offHoursShare([slot('2026-11-16T02:15:00Z')], { hours: {}, holidays: [] }, zone)).toBeNull();
    expect(offHoursShare([], { hours, holidays: [] }, zone)).toBeNull();
  });
});
