const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const STAFF = [
  ['Omar Reyes', 'omar@example.com'],
  ['Priya Nair', 'priya@example.com'],
  ['Lena Fox', 'lena@example.com'],
  ['Sam Cole', 'sam@example.com'],
] as const;

const KINDS = [
  ['user.signed_in', 'authenticate', 'authentication', 'security'],
  ['page.viewed', 'read', 'navigation', 'activity'],
  ['page.viewed', 'read', 'navigation', 'activity'],
  ['calendar.viewed', 'read', 'navigation', 'activity'],
  ['search.performed', 'read', 'feature_usage', 'activity'],
  ['report.generated', 'execute', 'feature_usage', 'activity'],
  ['ai_feature.used', 'execute', 'feature_usage', 'ai'],
  ['feature.used', 'execute', 'feature_usage', 'activity'],
  ['user.profile_updated', 'update', 'settings', 'settings'],
  ['user.role_changed', 'update', 'administration', 'security'],
] as const;
const NAMES = ['Billing', 'Calendar', 'Patients', 'Recall campaign', 'Monthly report'];

/**
 * What four people of a clinic did on the days before `now`, by its working hours, one of them until 40 days ago, another on a
 * Friday night as well. The same for the same `now`.
 */
export function clinicActivity(now: number, days: number): object[] {
  const midnight = Math.floor(now / DAY_MS) * DAY_MS;
  const events: object[] = [];
  for (let day = 1; day <= days; day++)
    for (const [who, [name, email]] of STAFF.entries()) {
      const start = midnight - day * DAY_MS;
      const weekday = new Date(start).getUTCDay();
      if (weekday === 0 || weekday === 6 || (who === 3 && day < 40)) continue;
      for (let n = 0; n < 3 + ((day * 7 + who * 5) % 4); n++)
        events.push(
          event([name, email], start + (8 + ((n * 5 + who + day) % 9)) * HOUR_MS + n * 60_000, n + who + day),
        );
      if (who === 0 && weekday === 5)
        for (let n = 0; n < 3; n++)
          events.push(event([name, email], start + 2 * HOUR_MS + n * 300_000, n + 1));
    }
  return events;
}

function event([name, email]: readonly [string, string], at: number, n: number): object {
  const [action, operation, category, source] = KINDS[n % KINDS.length] ?? KINDS[0];
  const thing = NAMES[n % NAMES.length] ?? 'Billing';
  const type = action === 'feature.used' ? 'feature' : 'page';
  return {
    occurred_at: new Date(at).toISOString(),
    action,
    operation,
    category,
    source,
    outcome: action === 'user.signed_in' && n % 3 === 0 ? 'failure' : 'success',
    summary: `${name} ${action.replace('.', ' ')} ${thing}`,
    actor: { type: 'user', id: `u-${email}`, name, email, role: 'clinician' },
    resource: { type, id: thing.toLowerCase().replaceAll(' ', '-'), name: thing },
    context: { ip: `203.0.113.${n % 7}`, session_id: `ses-${email}-${Math.floor(at / DAY_MS)}` },
  };
}
