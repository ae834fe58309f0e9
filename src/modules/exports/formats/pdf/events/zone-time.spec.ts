import { ZoneTime } from './zone-time';

describe('the time of a zone', () => {
  it.each([
    ['Europe/Berlin', '2026-11-21T02:13:00.123Z', '2026-11-21 03:13:00.123 +01:00'],
    ['Europe/Berlin', '2026-10-25T00:59:59.999Z', '2026-10-25 02:59:59.999 +02:00'],
    ['Europe/Berlin', '2026-10-25T01:00:00.000Z', '2026-10-25 02:00:00.000 +01:00'],
    ['Asia/Kathmandu', '2026-01-01T00:00:00.000Z', '2026-01-01 05:45:00.000 +05:45'],
    ['America/St_Johns', '2026-01-01T00:00:00.000Z', '2025-12-31 20:30:00.000 −03:30'],
    ['UTC', '2026-01-01T00:00:00.000Z', '2026-01-01 00:00:00.000 +00:00'],
  ])('is that of %s at %s', (zone, time, local) => {
    expect(new ZoneTime(zone).local(time)).toBe(local);
  });

  it('names the day only where it is another', () => {
    const berlin = new ZoneTime('Europe/Berlin');
    expect(berlin.clock('2026-11-21T22:30:00.000Z')).toBe('23:30:00.000 +01:00');
    expect(berlin.clock('2026-11-21T23:30:00.000Z')).toBe('2026-11-22 00:30:00.000 +01:00');
  });

  it.each(['UTC', 'Etc/UTC', 'GMT'])('does not differ in %s', (zone) => {
    expect(new ZoneTime(zone).differs).toBe(false);
  });
});
