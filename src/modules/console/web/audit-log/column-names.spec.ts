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

  it('leave the summary what is left, until somebody says how wide it is', () => {
    expect(tracksOf(['time', 'summary'], {}).tracks).toBe(
      `${WIDTHS.time}px minmax(${WIDTHS.summary}px, 1fr)`,
    );
    expect(tracksOf(['time', 'summary'], { summary: 300 })).toEqual({
      tracks: `${WIDTHS.time}px 300px`,
      least: WIDTHS.time + 300,
    });
    expect(tracksOf(['time', 'user'], { time: 90 }).tracks).toBe(`90px minmax(${WIDTHS.user}px, 1fr)`);
  });
});
