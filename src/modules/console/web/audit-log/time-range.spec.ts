import { longer, readTyped, shifted, termOf, zoomed } from './time-range';

describe('a typed range', () => {
  it.each([
    ['7d', { range: '7d' }],
    [' Today ', { range: 'today' }],
    ['2026-11-10', { from: '2026-11-10', to: '2026-11-10' }],
    ['2026-11-01..2026-11-10', { from: '2026-11-01', to: '2026-11-10' }],
    ['2026-11-01T02:00Z..2026-11-01T03:00Z', { from: '2026-11-01T02:00Z', to: '2026-11-01T03:00Z' }],
    ['soon', null],
    ['0d', null],
    ['2026-13-01', null],
    ['2026-11-01..2026-11-02..2026-11-03', null],
  ])('%j is %j', (text, range) => expect(readTyped(text)).toEqual(range));
});

describe('moving a range', () => {
  const span = { from: 1_000_000, to: 2_000_000 };
  it('keeps its length', () => expect(shifted(span, -1)).toEqual({ from: 0, to: 1_000_000 }));
  it('zooms around its middle, and not beyond now', () => {
    expect(zoomed(span, 0.5, 9e9)).toEqual({ from: 1_250_000, to: 1_750_000 });
    expect(zoomed(span, 2, 2_000_000)).toEqual({ from: 0, to: 2_000_000 });
  });
  it('knows the next longer one', () => {
    expect([longer(undefined), longer('today'), longer('12w'), longer('365d')]).toEqual([
      '30d',
      '7d',
      '90d',
      null,
    ]);
  });
  it('is a term of the query', () =>
    expect([termOf('today'), termOf('30d')]).toEqual(['on:today', 'after:30d']));
});
