import { dueDigest, nextDigest, periodUntil } from './schedule';

const subscription = {
  weekday: 1,
  hour: 8,
  timeZone: 'Europe/Berlin',
  createdAt: new Date('2026-01-01T00:00:00Z'),
  lastWeek: null,
};
const due = (now: string, over: object = {}) => {
  const digest = dueDigest({ ...subscription, ...over }, new Date(now));
  return digest && [digest.week, digest.from.toISOString(), digest.to.toISOString()];
};

describe('a weekly review', () => {
  it('is due from its hour on, in the zone of the organization (S4-28)', () => {
    expect(due('2026-11-23T06:59:59Z')?.[0]).toBe('2026-11-16');
    expect(due('2026-11-23T07:00:00Z')).toEqual([
      '2026-11-23',
      '2026-11-16T07:00:00.000Z',
      '2026-11-23T07:00:00.000Z',
    ]);
    expect(due('2026-11-22T23:00:00Z', { timeZone: 'Pacific/Auckland' })?.[0]).toBe('2026-11-23');
  });

  it.each([
    ['2026-03-30T06:00:00Z', 167],
    ['2026-10-26T07:00:00Z', 169],
    ['2026-11-23T07:00:00Z', 168],
  ])('keeps its hour when the clocks change: at %s it covers %i hours', (now, hours) => {
    const [, from = '', to = ''] = due(now) ?? [];
    expect(to).toBe(new Date(now).toISOString());
    expect((Date.parse(to) - Date.parse(from)) / 3_600_000).toBe(hours);
  });

  it('comes after the gap when the clocks leave its hour out, once when they show it twice', () => {
    expect(due('2026-03-29T00:59:59Z', { weekday: 7, hour: 2 })?.[0]).toBe('2026-03-16');
    expect(due('2026-03-29T01:00:00Z', { weekday: 7, hour: 2 })?.[0]).toBe('2026-03-23');
    const twice = { weekday: 7, hour: 2, lastWeek: '2026-10-12' };
    expect(due('2026-10-25T00:00:00Z', twice)?.[0]).toBe('2026-10-19');
    expect(due('2026-10-25T01:30:00Z', { ...twice, lastWeek: '2026-10-19' })).toBeNull();
  });

  it('comes once a week, whatever day it is moved to', () => {
    expect(due('2026-11-25T12:00:00Z', { weekday: 3, lastWeek: '2026-11-23' })).toBeNull();
    expect(due('2026-12-02T12:00:00Z', { weekday: 3, lastWeek: '2026-11-23' })?.[0]).toBe('2026-11-30');
  });

  it('does not come for the time before somebody asked for it', () => {
    expect(due('2026-11-24T12:00:00Z', { createdAt: new Date('2026-11-24T11:00:00Z') })).toBeNull();
  });

  it('makes up for the newest only', () =>
    expect(due('2026-11-24T12:00:00Z', { lastWeek: '2026-10-05' })?.[0]).toBe('2026-11-23'));

  it('says when it comes next', () => {
    const next = (now: string, over: object = {}) =>
      nextDigest({ ...subscription, ...over }, new Date(now)).toISOString();
    expect(next('2026-11-24T12:00:00Z', { lastWeek: '2026-11-23' })).toBe('2026-11-30T07:00:00.000Z');
    expect(next('2026-11-24T12:00:00Z', { weekday: 3, lastWeek: '2026-11-23' })).toBe(
      '2026-12-02T07:00:00.000Z',
    );
    expect(next('2026-11-24T12:00:00Z')).toBe('2026-11-23T07:00:00.000Z');
  });

  it('would be about the last seven days, up to the hour', () => {
    const { from, to } = periodUntil('Asia/Kathmandu', new Date('2026-11-23T07:50:00Z'));
    expect([from.toISOString(), to.toISOString()]).toEqual([
      '2026-11-16T07:15:00.000Z',
      '2026-11-23T07:15:00.000Z',
    ]);
  });
});
