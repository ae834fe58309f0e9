import { isBurst } from './failed-bursts';

const at = (...minutes: number[]): number[] => minutes.map((minute) => minute * 60_000);

describe('a burst (S4-33)', () => {
  it('is five within ten minutes, the ends included, wherever the one that is judged stands', () => {
    for (const minute of [0, 2, 5, 10]) {
      const others = at(0, 2, 5, 7, 10).filter((time) => time !== minute * 60_000);
      expect(isBurst(minute * 60_000, others)).toBe(true);
    }
    expect(isBurst(0, at(0, 0, 0, 0))).toBe(true);
  });

  it('is neither four, nor five in more, nor five beside the one that is judged', () => {
    expect(isBurst(0, at(1, 2, 3))).toBe(false);
    expect(isBurst(0, at(1, 2, 3, 10.001))).toBe(false);
    expect(isBurst(0, at(7, 8, 9, 11, 12))).toBe(false);
    expect(isBurst(0, at(-9, 9, -8, 8))).toBe(false);
  });
});
