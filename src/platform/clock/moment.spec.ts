import { isDay, isMoment } from './moment';

describe('a moment', () => {
  it.each([
    '2026-11-21T02:13:00.123Z',
    '2026-11-21t02:13:00z',
    '2024-02-29T23:59:59+14:00',
    '0001-01-01T00:00:00Z',
  ])('is %s', (text) => expect(isMoment(text)).toBe(true));

  it.each([
    '2026-02-29T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-10T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T23:59:60Z',
    '2026-01-01T00:00:00+99:99',
    '2026-01-01T00:00:00',
    '2026-01-01',
    '0000-12-31T00:00:00Z',
    '0001-01-01T00:00:00+12:00',
  ])('is not %s', (text) => expect(isMoment(text)).toBe(false));
});

it('a day is one of the calendar', () => {
  expect(['2024-02-29', '2026-02-29', '2026-1-1', ''].map(isDay)).toEqual([true, false, false, false]);
});
