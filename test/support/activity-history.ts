import type { Actor } from '../../src/platform/context/request-record';
import type { NewEvent } from '../../src/modules/audit/audit.event';
import { anEvent, someone } from './log-fixture';

/** A small generator of numbers that is the same in every run (mulberry32). */
export function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * below;
  };
}

const LINES = `
session.signed_in authenticate authentication success
session.signed_in authenticate authentication success
session.signed_in authenticate authentication failure
user.login authenticate authentication success
session.signed_out authenticate authentication success
session.timed_out authenticate authentication success
mfa.verified authenticate authentication failure
account.password_changed update authentication success
audit_log.viewed read navigation success
page.viewed read navigation success
dashboard.viewed read navigation success
calendar.viewed read navigation denied
report.generated execute feature_usage success
export.requested create feature_usage success
export.requested create feature_usage denied
feature.used execute feature_usage success
feature.used execute feature_usage success
search.performed read feature_usage success
account.updated update settings success
organization.updated update settings success
invitation.created create administration success
member.role_changed update administration success
api_key.created create administration success
chart.viewed read null success`;

const KINDS = LINES.trim()
  .split('\n')
  .map((line) => line.split(' ') as [string, NewEvent['operation'], string, NewEvent['outcome']]);
const FEATURES = ['Recall campaign', 'AI summary', 'Monthly report'];

/** A person with all the names under which they act. */
export interface Cast {
  readonly id: string;
  readonly actors: readonly Actor[];
}

/** So many events of the cast at random moments of a range, and of keys, jobs and strangers who fail to sign in. */
export function randomHistory(
  random: (below: number) => number,
  cast: readonly Cast[],
  { from, to, count }: { from: Date; to: Date; count: number },
): NewEvent[] {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random(list.length))] as T;
  const others: Actor[] = [
    someone({ type: 'api_key', id: 'k1', name: 'Importer', email: null }),
    someone({ type: 'system', id: 'daybook', name: 'Daybook', email: null }),
    someone({ type: 'anonymous', id: null, name: null, email: null, role: null }),
  ];
  return Array.from({ length: count }, () => {
    const [action, operation, category, outcome] = pick(KINDS);
    const actor = random(10) < 1 ? pick(others) : pick(pick(cast).actors);
    const feature = pick(FEATURES);
    return anEvent({
      occurred_at: new Date(from.getTime() + Math.floor(random(to.getTime() - from.getTime()))),
      action,
      operation,
      category: category === 'null' ? null : (category as NewEvent['category']),
      outcome,
      actor,
      resource: action === 'feature.used' ? { type: 'feature', id: slug(feature), name: feature } : null,
      details: actor.type === 'anonymous' ? { email: pick(pick(cast).actors).email } : {},
      context: { ip: '203.0.113.7', session_id: `s${Math.floor(random(30))}` },
    });
  });
}

const slug = (name: string): string => name.toLowerCase().replaceAll(' ', '-');
