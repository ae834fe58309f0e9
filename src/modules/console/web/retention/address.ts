export const TABS = ['policy', 'holds', 'purges', 'erasures'] as const;
export type RetentionTab = (typeof TABS)[number];

/** The state of the page, in its address; the policy is what it begins with. */
export interface RetentionSearch {
  readonly tab?: RetentionTab;
}

export function readRetentionSearch(given: Record<string, unknown>): RetentionSearch {
  const tab = TABS.find((each) => each === given.tab);
  return tab === undefined || tab === 'policy' ? {} : { tab };
}
