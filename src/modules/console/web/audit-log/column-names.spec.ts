import { bounded, moved, readColumns, readWidths, tracksOf, WIDTHS } from './column-names';

describe('the columns of the log', () => {
  it('are read from an address, once each, without what is none', () => {
    expect(readColumns('user,time,user,nothing,__proto__')).toEqual(['user', 'time']);
    expect(readColumns('')).toEqual([]);
  });

  it('have widths within bounds', () => {
    expect(readWidths({ user: 99.6, time: 1, summary: 10_000, nothing: 5, source: 'wide' })).toEqual({
      user: 100,
      time: 56,
      summary: 900,
    });
    expect(bounded(NaN)).toBeNaN();
  });

  it('move by places, and no further than there are any', () => {
    expect(moved(['a', 'b', 'c'], 'a', 1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b', 'c'], 'a', 9)).toEqual(['b', 'c', 'a']);
    expect(moved(['a', 'b', 'c'], 'c', -2)).toEqual(['c', 'a', 'b']);
    expect(moved(['a', 'b'], 'a', -1)).toEqual(['a', 'b']);
  });

  it('share what is left, until somebody says how wide they are', () => {
    expect(tracksOf(['time', 'summary'], {}).tracks).toBe(
      `34px ${WIDTHS.time}px minmax(198px, ${WIDTHS.summary}fr)`,
    );
    expect(tracksOf(['time', 'summary', 'user'], { summary: 300 })).toEqual({
      tracks: `34px ${WIDTHS.time}px 300px minmax(101px, ${WIDTHS.user}fr)`,
      least: 34 + WIDTHS.time + 300 + 101,
    });
    expect(tracksOf(['user', 'time'], { time: 90, user: 80 }).tracks).toBe(
      `34px 80px minmax(90px, ${WIDTHS.time}fr)`,
    );
  });
});
