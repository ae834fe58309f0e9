import { daysUpTo } from './calendar';
import type { DemoEvent } from './draft';
import { ACME, BIRCH, clinicDay, type Story } from './history';
import { CHARTS_READ, incidentBefore, SUSPECT, UNUSUAL_IP } from './incident';

const STORY: Story = { seed: 'daybook', incidentOn: '2026-11-22' };
const DAYS = daysUpTo('2026-11-28', 28);

const told = (clinic = ACME, story = STORY, days = DAYS): DemoEvent[] =>
  days.flatMap((day) => clinicDay(clinic, day, story));

const countsBy = (events: readonly DemoEvent[], of: (event: DemoEvent) => string): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const event of events) counts[of(event)] = (counts[of(event)] ?? 0) + 1;
  return counts;
};

const events = told();
const birch = told(BIRCH);

describe('the days of the demo', () => {
  it('are the same for the same seed and the same dates, to the letter', () => {
    expect(told()).toEqual(events);
    const day = DAYS.slice(-1);
    expect(told(ACME, { ...STORY, seed: 'another' }, day)).not.toEqual(told(ACME, STORY, day));
  });

  it('are each the same, whichever days are told with them', () => {
    expect(told(ACME, STORY, daysUpTo('2026-11-10', 3))).toEqual(
      events.filter(({ occurred_at }) => occurred_at >= '2026-11-08' && occurred_at < '2026-11-11'),
    );
  });

  it('have these figures', () => {
    expect(countsBy(events, ({ source }) => source ?? '')).toMatchInlineSnapshot(`
      {
        "activity": 2380,
        "ai": 942,
        "api": 336,
        "appointment": 1501,
        "billing": 766,
        "flow": 788,
        "patient_activity": 5962,
        "recall": 323,
        "security": 1534,
        "settings": 53,
        "system": 28,
        "task": 208,
      }
    `);
    expect(birch).toHaveLength(2_108);
  });

  it('are in the order of time, and no id is used twice', () => {
    const times = events.map(({ occurred_at }) => occurred_at);
    expect(times.toSorted()).toEqual(times);
    expect(new Set([...events, ...birch].map(({ id }) => id)).size).toBe(events.length + birch.length);
  });

  it('show every kind of activity that S0-18 to S0-22 name, and every source of S0-05', () => {
    const half = told(ACME, STORY, daysUpTo('2026-10-31', 70));
    const actions = new Set(half.map(({ action }) => action));
    expect(KINDS.filter((action) => !actions.has(action))).toEqual([]);
    const sources = new Set(half.map(({ source }) => source));
    expect(
      ['patient_activity', 'appointment', 'security', 'flow', 'recall', 'task', 'ai'].filter(
        (each) => !sources.has(each),
      ),
    ).toEqual([]);
  });

  it('say which sections of a chart were read (S3-11), and what was changed, before and after (S4-24)', () => {
    const reads = events.filter(({ action }) => action === 'chart.viewed');
    expect(
      reads.every(({ details }) => Array.isArray(details?.sections) && details.sections.length > 0),
    ).toBe(true);
    const changes = events.filter(
      ({ action }) => action === 'chart.updated' || action === 'appointment.moved',
    );
    expect(changes.every(({ changes: each }) => each?.before && each.after)).toBe(true);
  });

  it('rest on Sundays and holidays, but for machines and who is on call', () => {
    const sunday = events.filter(({ occurred_at }) => occurred_at.startsWith('2026-11-15'));
    expect(sunday.length).toBeLessThan(15);
    const christmas = clinicDay(ACME, '2026-12-25', STORY);
    expect(christmas.filter(({ actor }) => actor.type === 'user' && actor.role !== 'physician')).toEqual([]);
  });
});

const KINDS =
  `user.signed_in user.signed_out user.session_timed_out user.mfa_verified user.password_changed page.viewed dashboard.viewed calendar.viewed
  report.generated search.performed ai_feature.used user.profile_updated user.email_changed
  notification_preferences.changed calendar.connected user.invited user.role_changed api_key.created webhook.created
  recall.sent message.sent contact.created contact.updated setting.updated consent.updated`.split(/\s+/);

describe('the incident', () => {
  const night = events.filter(({ context }) => context?.ip === UNUSUAL_IP);

  it('begins with seven failed sign-ins and reads a hundred and forty charts in twenty minutes', () => {
    expect(countsBy(night, ({ action, outcome }) => `${action} ${outcome ?? 'success'}`)).toEqual({
      'user.signed_in failure': 7,
      'user.signed_in success': 1,
      'user.mfa_verified success': 1,
      'user.role_changed success': 1,
      'chart.viewed success': CHARTS_READ,
      'patient.updated success': 1,
      'export.created success': 1,
      'api_key.created success': 1,
      'setting.updated success': 1,
      'user.signed_out success': 1,
    });
    const reads = night.filter(({ action }) => action === 'chart.viewed');
    const minutes =
      (Date.parse(reads.at(-1)?.occurred_at ?? '') - Date.parse(reads[0]?.occurred_at ?? '')) / 60_000;
    expect(minutes).toBeLessThan(20);
    expect(new Set(reads.map(({ subject }) => subject?.id)).size).toBe(CHARTS_READ);
  });

  it('goes unnoticed: the account keeps the role that it got', () => {
    const roles = (from: string, to: string): unknown[] => [
      ...new Set(
        events
          .filter(
            ({ actor, occurred_at }) => actor.name === SUSPECT && occurred_at > from && occurred_at < to,
          )
          .map(({ actor }) => actor.role),
      ),
    ];
    expect(roles('2026-11-01', '2026-11-22')).toEqual(['billing']);
    expect(roles('2026-11-23', '2026-11-29')).toEqual(['admin']);
  });

  it.each([
    ['2026-11-28', '2026-11-22'],
    ['2026-11-23', '2026-11-22'],
    ['2026-11-29', '2026-11-28'],
  ])('seen from %s, lies on %s: over, and within the last seven days', (today, day) =>
    expect(incidentBefore(today)).toBe(day),
  );
});
