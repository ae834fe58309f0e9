export const TABS = ['profile', 'security', 'hours', 'consents', 'review', 'leaving'] as const;
export type SettingsTab = (typeof TABS)[number];

export interface SettingsSearch {
  readonly tab?: SettingsTab;
}

/** The tab is in the address, so that mails and approvals can lead to it. */
export function readSettingsSearch(given: Record<string, unknown>): SettingsSearch {
  const tab = TABS.find((each) => each === given.tab);
  return tab === undefined || tab === 'profile' ? {} : { tab };
}
