import { DAY_MS } from '../../../platform/clock/clock';
import { HOUR_MS, ZoneClock } from './zone-clock';

const at = (text: string): number => Date.parse(text);
const over = (zone: string, from: string, to: string): ZoneClock => new ZoneClock(zone, at(from), at(to));

describe('a clock of a zone', () => {
  it('knows the local day and hour of the week on both sides of a change', () => {
    const berlin = over('Europe/Berlin', '2026-10-20T00:00:00Z', '2026-10-30T00:00:00Z');
    expect(berlin.dayOf(at('2026-10-24T22:30:00Z'))).toBe('2026-10-25');
    expect(berlin.dayOf(at('2026-10-25T22:30:00Z'))).toBe('2026-10-25');
    // Sunday 02:30 happens twice.
    expect(berlin.hourOfWeek(at('2026-10-25T00:30:00Z'))).toBe(6 * 24 + 2);
    expect(berlin.hourOfWeek(at('2026-10-25T01:30:00Z'))).toBe(6 * 24 + 2);
    expect(berlin.hourOfWeek(at('2026-10-25T02:30:00Z'))).toBe(6 * 24 + 3);
    expect(berlin.hourOfWeek(at('2026-10-25T23:00:00Z'))).toBe(0);
  });

  it('gives a day of 25 hours, and one of 23', () => {
    const autumn = over('Europe/London', '2026-10-24T00:00:00Z', '2026-10-27T00:00:00Z');
    const spring = over('Europe/London', '2026-03-28T00:00:00Z', '2026-03-31T00:00:00Z');
    const hours = (clock: ZoneClock, day: string, next: string): number =>
      (clock.startOf(next) - clock.startOf(day)) / HOUR_MS;
    expect(hours(autumn, '2026-10-25', '2026-10-26')).toBe(25);
    expect(hours(spring, '2026-03-29', '2026-03-30')).toBe(23);
  });

  it('begins a day whose midnight does not exist when the clock has jumped', () => {
    const beirut = over('Asia/Beirut', '2026-03-27T00:00:00Z', '2026-03-31T00:00:00Z');
    expect(new Date(beirut.startOf('2026-03-29')).toISOString()).toBe('2026-03-28T22:00:00.000Z');
    expect(beirut.dayOf(beirut.startOf('2026-03-29'))).toBe('2026-03-29');
    expect(beirut.dayOf(beirut.startOf('2026-03-29') - 1)).toBe('2026-03-28');
  });

  it('counts in zones of half and quarter hours', () => {
    const nepal = over('Asia/Kathmandu', '2026-11-01T00:00:00Z', '2026-11-08T00:00:00Z');
    expect(new Date(nepal.startOf('2026-11-03')).toISOString()).toBe('2026-11-02T18:15:00.000Z');
    expect(nepal.hourOfWeek(at('2026-11-02T18:15:00Z'))).toBe(24);
    expect(nepal.hourOfWeek(at('2026-11-02T18:14:00Z'))).toBe(23);
  });

  it('cuts a range into the days and weeks that it touches', () => {
    const zone = over('America/New_York', '2026-10-28T12:00:00Z', '2026-11-04T12:00:00Z');
    const days = zone.daysOf(at('2026-10-28T12:00:00Z'), at('2026-11-04T12:00:00Z'));
    expect(days).toHaveLength(8);
    expect(days[0]).toMatchObject({ day: '2026-10-28', from: at('2026-10-28T12:00:00Z') });
    expect(days.at(-1)).toMatchObject({ day: '2026-11-04', to: at('2026-11-04T12:00:00Z') });
    expect(days.every(({ from, to }, n) => to > from && from === (days[n - 1]?.to ?? from))).toBe(true);
    const sunday = days.find(({ day }) => day === '2026-11-01');
    expect(((sunday?.to ?? 0) - (sunday?.from ?? 0)) / HOUR_MS).toBe(25);
    const weeks = zone.weeksOf(at('2026-10-28T12:00:00Z'), at('2026-11-04T12:00:00Z'));
    expect(weeks.map(({ day }) => day)).toEqual(['2026-10-26', '2026-11-02']);
  });

  it.each(['Pacific/Auckland', 'Europe/Berlin', 'America/St_Johns', 'Asia/Kolkata', 'UTC'])(
    'agrees with Intl throughout a year in %s',
    (zone) => {
      const [from, to] = [at('2026-01-01T00:00:00Z'), at('2027-01-01T00:00:00Z')];
      const clock = new ZoneClock(zone, from, to);
      const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone });
      for (let moment = from; moment < to; moment += DAY_MS / 2)
        expect(clock.dayOf(moment)).toBe(format.format(moment));
    },
  );
});
