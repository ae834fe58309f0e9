import { changesOf, hoursWords, type Draft } from './settings-changes';

const day = { from: '07:00', to: '19:00' };
const week = { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day };
const known: Draft = {
  name: 'Acme Clinic',
  legal_name: null,
  address: null,
  contact_email: null,
  contact_phone: null,
  time_zone: 'UTC',
  working_hours: { ...week, saturday: { from: '08:00', to: '12:00' }, sunday: null },
  holidays: [],
  mfa_required: false,
  session_idle_minutes: 15,
  session_absolute_hours: 12,
};

describe('changes of settings', () => {
  it('says what was and what will be, and nothing of what stays', () => {
    const patch = { mfa_required: true, session_idle_minutes: 15, legal_name: '', contact_phone: '1' };
    expect(changesOf(known, patch)).toEqual([
      { name: 'contact_phone', after: '1', words: '– → 1' },
      { name: 'mfa_required', after: true, words: 'off → on' },
    ]);
  });

  it('says days that are alike together', () => {
    expect(hoursWords(known.working_hours)).toBe('Mon–Fri 07:00–19:00, Sat 08:00–12:00');
    const none = { monday: null, tuesday: null, wednesday: null, thursday: null, friday: null };
    expect(hoursWords({ ...none, saturday: null, sunday: null })).toBe('–');
  });
});
