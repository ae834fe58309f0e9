import { offHours, type Timetable } from './off-hours';

const OFFICE = { from: '08:00', to: '17:30' };
const WEEK = { monday: OFFICE, tuesday: OFFICE, wednesday: OFFICE, thursday: OFFICE, friday: OFFICE };
const berlin: Timetable = { timeZone: 'Europe/Berlin', workingHours: WEEK, holidays: [] };

/** Of moments, whether each is off. */
const asked = (timetable: Timetable, ...moments: string[]): (boolean | undefined)[] => {
  const isOff = offHours(timetable);
  return moments.map((moment) => isOff?.(new Date(moment)));
};

describe('off hours (S4-33)', () => {
  it('are from the end to the beginning of work, to the minute, by the clocks of the zone', () => {
    expect(
      asked(
        berlin,
        '2026-11-20T06:59:59.999Z',
        '2026-11-20T07:00:00.000Z',
        '2026-11-20T16:29:59.999Z',
        '2026-11-20T16:30:00.000Z',
      ),
    ).toEqual([true, false, false, true]);
  });

  it('are weekends, which begin and end at midnight of the zone and not of UTC', () => {
    const night = { ...berlin, workingHours: { friday: { from: '00:00', to: '24:00' } } };
    expect(
      asked(
        night,
        '2026-11-19T22:59:59.999Z',
        '2026-11-19T23:00:00Z',
        '2026-11-20T22:59:59.999Z',
        '2026-11-20T23:00:00Z',
      ),
    ).toEqual([true, false, false, true]);
    expect(asked(berlin, '2026-11-21T10:00:00Z', '2026-11-22T10:00:00Z')).toEqual([true, true]);
  });

  it('follow the clocks when they are put forward and back', () => {
    const sunday = { ...berlin, workingHours: { sunday: { from: '01:30', to: '03:30' } } };
    // 29 March 2026: 02:00 is 03:00. 25 October 2026: 03:00 is 02:00, so 02:00 to 03:00 comes twice.
    expect(
      asked(
        sunday,
        '2026-03-29T00:29:00Z',
        '2026-03-29T00:30:00Z',
        '2026-03-29T01:29:00Z',
        '2026-03-29T01:30:00Z',
      ),
    ).toEqual([true, false, false, true]);
    expect(
      asked(
        sunday,
        '2026-10-24T23:29:00Z',
        '2026-10-24T23:30:00Z',
        '2026-10-25T00:30:00Z',
        '2026-10-25T01:30:00Z',
        '2026-10-25T02:30:00Z',
      ),
    ).toEqual([true, false, false, false, true]);
    const before = '2026-03-27T06:30:00Z';
    const after = '2026-03-30T06:30:00Z';
    expect(asked(berlin, before, after)).toEqual([true, false]);
  });

  it('are the whole of a holiday, by its date in the zone', () => {
    const pacific = {
      timeZone: 'Pacific/Auckland',
      workingHours: WEEK,
      holidays: [{ date: '2026-12-25', name: 'Christmas Day' }],
    };
    expect(asked(pacific, '2026-12-23T22:00:00Z', '2026-12-24T22:00:00Z', '2026-12-25T10:59:00Z')).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('are right in zones whose clocks differ by quarters of an hour, and before 1970', () => {
    const nepal = { ...berlin, timeZone: 'Asia/Kathmandu' };
    expect(asked(nepal, '2026-11-20T02:14:00Z', '2026-11-20T02:15:00Z')).toEqual([true, false]);
    const utc = { ...berlin, timeZone: 'UTC' };
    expect(asked(utc, '1969-12-31T07:59:00Z', '1969-12-31T08:00:00Z', '1969-12-28T08:00:00Z')).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('are not known as long as no hours are set', () => {
    expect(offHours({ ...berlin, workingHours: {} })).toBeNull();
    expect(offHours({ ...berlin, workingHours: { monday: null, sunday: null } })).toBeNull();
  });
});
