export const TABS = ['members', 'invitations', 'roles', 'teams'] as const;
export type MembersTab = (typeof TABS)[number];

/** The state of the page, in its address. */
export interface MembersSearch {
  readonly tab?: MembersTab;
  /** Part of a name or an address. */
  readonly q?: string;
  readonly role?: string;
  readonly mfa?: string;
  readonly state?: string;
  /** Whose people are shown, under teams. */
  readonly team?: string;
}

const NAMES = ['q', 'role', 'mfa', 'state', 'team'] as const;

export function readMembersSearch(given: Record<string, unknown>): MembersSearch {
  const tab = TABS.find((each) => each === given.tab);
  const pairs = NAMES.flatMap((name) => {
    const value = given[name];
    return typeof value === 'string' && value !== '' ? [[name, value] as const] : [];
  });
  return { ...(tab === undefined || tab === 'members' ? {} : { tab }), ...Object.fromEntries(pairs) };
}
