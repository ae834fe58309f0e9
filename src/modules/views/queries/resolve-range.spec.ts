import { parametersOf } from './resolve-range';

const now = new Date('2026-11-21T02:13:00.123Z');

describe('the parameters of a view', () => {
  it.each([
    ['24h', { from: '2026-11-20T02:13:00.123Z' }],
    ['7d', { from: '2026-11-14T02:13:00.123Z' }],
    ['2w', { from: '2026-11-07T02:13:00.123Z' }],
    ['today', { from: '2026-11-20T05:00:00.000Z', to: '2026-11-21T05:00:00.000Z' }],
    ['yesterday', { from: '2026-11-19T05:00:00.000Z', to: '2026-11-20T05:00:00.000Z' }],
  ])('have absolute times for %s in New York', (range, times) =>
    expect(parametersOf({ range }, { now, zone: 'America/New_York' })).toEqual({
      ...times,
      tz: 'America/New_York',
    }),
  );

  it('go by the zone of the query before that of who looks', () =>
    expect(parametersOf({ range: 'today', tz: 'Asia/Tokyo' }, { now, zone: 'America/New_York' })).toEqual({
      from: '2026-11-20T15:00:00.000Z',
      to: '2026-11-21T15:00:00.000Z',
      tz: 'Asia/Tokyo',
    }));

  it('have a day of 23 hours when the clocks are put forward', () =>
    expect(
      parametersOf({ range: 'today' }, { now: new Date('2026-03-29T10:00:00Z'), zone: 'Europe/Berlin' }),
    ).toEqual({ from: '2026-03-28T23:00:00.000Z', to: '2026-03-29T22:00:00.000Z', tz: 'Europe/Berlin' }));

  it('leave absolute times as they are, and columns out', () => {
    const query = { from: '2026-11-01', to: '2026-11-10', source: ['ai'], sort: 'occurred_at', limit: 25 };
    expect(parametersOf({ ...query, columns: ['time'] }, { now, zone: 'UTC' })).toEqual({
      ...query,
      tz: 'UTC',
    });
  });
});
