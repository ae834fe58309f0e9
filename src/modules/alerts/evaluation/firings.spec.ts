import { firings, type Match } from './firings';

const MINUTE = 60_000;
const START = Date.parse('2026-11-20T10:00:00Z');
let sequence = 0;
const at = (minutes: number, group = 'jane'): Match => ({
  at: START + minutes * MINUTE,
  sequence: ++sequence,
  group,
});
const told = (matches: readonly Match[], threshold: number, windowMinutes: number) =>
  firings(matches, { threshold, windowMinutes }).map(({ group, at: when, matches: counted }) => ({
    group,
    at: (when - START) / MINUTE,
    from: ((counted[0] as Match).at - START) / MINUTE,
    to: ((counted.at(-1) as Match).at - START) / MINUTE,
    count: counted.length,
  }));

describe('when a rule fires (S4-33)', () => {
  it('is silent below the threshold and fires at it', () => {
    expect(
      told(
        [0, 1, 2, 3].map((m) => at(m)),
        5,
        10,
      ),
    ).toEqual([]);
    expect(
      told(
        [0, 1, 2, 3, 4].map((m) => at(m)),
        5,
        10,
      ),
    ).toEqual([{ group: 'jane', at: 4, from: 0, to: 4, count: 5 }]);
  });

  it('counts what lies exactly a window apart, and nothing a millisecond further', () => {
    const edge = [at(0), at(1), at(2), at(3)];
    const last = at(10);
    expect(told([...edge, last], 5, 10)).toHaveLength(1);
    expect(told([...edge, { ...last, at: last.at + 1 }], 5, 10)).toEqual([]);
  });

  it('slides: the first of five in eleven minutes is not what counts, the last five are', () => {
    expect(
      told(
        [0, 7, 8, 9, 11].map((m) => at(m)),
        5,
        10,
      ),
    ).toEqual([]);
    expect(
      told(
        [0, 7, 8, 9, 11, 12].map((m) => at(m)),
        5,
        10,
      ),
    ).toEqual([{ group: 'jane', at: 12, from: 7, to: 12, count: 5 }]);
  });

  it('keeps groups apart', () => {
    expect(told([at(0), at(1), at(2), at(3, 'omar'), at(4, 'omar')], 5, 10)).toEqual([]);
    expect(told([at(0), at(1, 'omar'), at(2), at(3, 'omar')], 2, 10).map(({ group }) => group)).toEqual([
      'jane',
      'omar',
    ]);
  });

  it('asks when events happened, not in which order they came', () => {
    const shuffled = [4, 0, 3, 1, 2].map((m) => at(m));
    expect(told(shuffled, 5, 10)).toEqual([{ group: 'jane', at: 4, from: 0, to: 4, count: 5 }]);
  });

  it('goes on while matches follow within a window, and fires anew after a longer pause', () => {
    const storm = [0, 1, 2, 11, 20, 31, 32, 33].map((m) => at(m));
    expect(told(storm, 3, 10)).toEqual([
      { group: 'jane', at: 2, from: 0, to: 20, count: 5 },
      { group: 'jane', at: 33, from: 31, to: 33, count: 3 },
    ]);
  });

  it('needs the whole threshold again after a pause', () => {
    expect(
      told(
        [0, 1, 2, 13, 14].map((m) => at(m)),
        3,
        10,
      ),
    ).toHaveLength(1);
  });

  it('fires at each event that stands alone when one is enough', () => {
    expect(
      told(
        [0, 30, 60, 121].map((m) => at(m)),
        1,
        60,
      ),
    ).toEqual([
      { group: 'jane', at: 0, from: 0, to: 60, count: 3 },
      { group: 'jane', at: 121, from: 121, to: 121, count: 1 },
    ]);
  });

  it('takes events of the same moment, and none at all', () => {
    expect(told([at(5), at(5), at(5)], 3, 1)).toHaveLength(1);
    expect(told([], 1, 1)).toEqual([]);
  });

  it('agrees with counting by hand over a thousand random histories', () => {
    for (let seed = 1; seed <= 1_000; seed++) {
      const random = generator(seed);
      const threshold = 1 + (random() % 5);
      const matches = Array.from({ length: random() % 30 }, () =>
        at(random() % 60, ['a', 'b'][random() % 2]),
      );
      expect([seed, told(matches, threshold, 7)]).toEqual([seed, byHand(matches, threshold, 7)]);
    }
  });
});

/** Numerical Recipes' generator: the same numbers each time. */
function generator(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) >>> 8;
}

/** Slow and plain: for each match, look back over all of its group that no firing has counted. */
function byHand(matches: readonly Match[], threshold: number, window: number) {
  const found: { group: string; at: number; from: number; to: number; count: number }[] = [];
  for (const group of new Set(matches.map((match) => match.group))) {
    const minutes = matches
      .filter((match) => match.group === group)
      .map((match) => (match.at - START) / MINUTE)
      .toSorted((a, b) => a - b);
    let open: number[] = [];
    let last: { to: number; count: number } | null = null;
    for (const minute of minutes) {
      if (last && minute - last.to <= window) {
        last.to = minute;
        last.count += 1;
        continue;
      }
      last = null;
      open = [...open.filter((each) => minute - each <= window), minute];
      if (open.length < threshold) continue;
      const firing = { group, at: minute, from: open[0] as number, to: minute, count: open.length };
      found.push(firing);
      last = firing;
      open = [];
    }
  }
  return found.toSorted((a, b) => a.at - b.at);
}
