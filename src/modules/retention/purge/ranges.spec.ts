import { countOf, joinRanges, sealRanges } from './ranges';

describe('ranges of sequences', () => {
  it('join where one begins as the other ends', () => {
    expect(
      joinRanges([
        [1, 1023],
        [1024, 2047],
        [2049, 2049],
        [2050, 2060],
      ]),
    ).toEqual([
      [1, 2047],
      [2049, 2060],
    ]);
    expect(joinRanges([])).toEqual([]);
  });

  it('never overlap', () => {
    expect(() =>
      joinRanges([
        [1, 5],
        [5, 6],
      ]),
    ).toThrow('overlap at 5');
  });

  it('count what is in them', () => {
    expect(
      countOf([
        [1, 1],
        [5, 9],
      ]),
    ).toBe(6);
  });

  it('are hashed as canonical JSON', () => {
    const ranges = [
      [1, 2047],
      [2049, 2060],
    ] as const;
    const { text, sha256 } = sealRanges(ranges);
    expect(text).toBe('[[1,2047],[2049,2060]]');
    expect(sha256).toBe('bc596400345b9c45c80b25239a3b6977b31ee57da1d296a3b0d9943792eccc1f');
  });
});
