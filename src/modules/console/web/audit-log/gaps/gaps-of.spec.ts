import { absentBetween, marksBelow } from './gaps-of';

describe('numbers between the rows', () => {
  it('are those that lie between the least and the greatest, in whatever order the rows are', () => {
    expect(absentBetween([9, 8, 7])).toEqual([]);
    expect(absentBetween([9, 3, 7, 4])).toEqual([
      [5, 6],
      [8, 8],
    ]);
    expect(absentBetween([])).toEqual([]);
  });

  it('are not looked up when they are too many', () => {
    expect(absentBetween([1, 20_000])).toBeNull();
    expect(absentBetween(Array.from({ length: 300 }, (_, n) => 2 * n))).toBeNull();
  });

  it('are said below the row that comes next, unless they are on hand', () => {
    const fates = [
      { first: 5, last: 5, fate: 'missing' },
      { first: 6, last: 6, fate: 'purged' },
      { first: 8, last: 8, fate: 'on_hand' },
    ] as const;
    expect([...marksBelow(fates, [9, 3, 7, 4])]).toEqual([[7, [fates[1], fates[0]]]]);
  });
});
