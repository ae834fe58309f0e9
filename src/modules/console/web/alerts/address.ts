/** The state of the page, all of it in the address. */
export interface AlertsSearch {
  readonly tab?: string;
  readonly state?: string;
  readonly severity?: string;
  readonly cursor?: string;
  /** A query that a new rule is to look at: opens its form. */
  readonly rule?: string;
}

export type AlertsPatch = Partial<Record<keyof AlertsSearch, string | undefined>>;

const NAMES = ['tab', 'state', 'severity', 'cursor', 'rule'] as const;

export function readAlertsSearch(given: Record<string, unknown>): AlertsSearch {
  const pairs = NAMES.flatMap((name) => {
    const value = given[name];
    return typeof value === 'string' && value !== '' ? [[name, value] as const] : [];
  });
  return Object.fromEntries(pairs);
}
