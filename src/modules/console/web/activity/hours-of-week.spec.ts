import { readQuery } from '../../../audit/audit.query-language';
import { hoursOfWeek, onTerm } from './hours-of-week';

const at = (text: string): number => Date.parse(text);
const hoursIn = (zone: string, from: string, to: string) => hoursOfWeek({ from: at(from), to: at(to) }, zone);

describe('the hours of a grid', () => {
  it('are each once in a week, the first and last of it in two parts', () => {
    const cells = hoursIn('Europe/London', '2026-11-20T10:20:30.400Z', '2026-11-27T10:20:30.400Z');
    expect(cells.size).toBe(168);
    expect([...cells.values()].filter(({ length }) => length > 1)).toEqual([
      [
        { from: at('2026-11-20T10:20:30.400Z'), to: at('2026-11-20T11:00:00Z') },
        { from: at('2026-11-27T10:00:00Z'), to: at('2026-11-27T10:20:30.400Z') },
      ],
    ]);
    // Friday 02:00.
    expect(cells.get(4 * 24 + 2)).toEqual([
      { from: at('2026-11-27T02:00:00Z'), to: at('2026-11-27T03:00:00Z') },
    ]);
  });

  it('are twice where the clock goes back, missing where it goes forward, and begin where those of the zone do', () => {
    const autumn = hoursIn('Europe/Berlin', '2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z');
    expect(autumn.get(6 * 24 + 2)).toHaveLength(2);
    const spring = hoursIn('Europe/Berlin', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z');
    expect([...spring.keys()]).not.toContain(6 * 24 + 2);
    const nepal = hoursIn('Asia/Kathmandu', '2026-11-02T18:15:00Z', '2026-11-02T20:00:00Z');
    expect([...nepal]).toEqual([
      [24, [{ from: at('2026-11-02T18:15:00Z'), to: at('2026-11-02T19:15:00Z') }]],
      [25, [{ from: at('2026-11-02T19:15:00Z'), to: at('2026-11-02T20:00:00Z') }]],
    ]);
  });

  it('are asked for to the millisecond', () => {
    const parts = [
      { from: at('2026-11-20T02:00:00Z'), to: at('2026-11-20T03:00:00Z') },
      { from: at('2026-11-27T02:00:00Z'), to: at('2026-11-27T02:13:37.011Z') },
    ];
    expect(readQuery(onTerm(parts), { now: new Date(), zone: 'UTC' })).toEqual([
      {
        any: parts.map(({ from, to }) => ({
          from: new Date(from).toISOString(),
          to: new Date(to).toISOString(),
        })),
      },
    ]);
  });
});
