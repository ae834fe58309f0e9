import {
  IconBell,
  IconClockShield,
  IconFileDownload,
  IconFingerprint,
  IconInbox,
  IconKey,
  IconLifebuoy,
  IconListSearch,
  IconSettings,
  IconUserBolt,
  IconUsers,
  type Icon,
} from '@tabler/icons-react';

export const GROUPS = ['investigate', 'evidence', 'deliver', 'organization', 'platform'] as const;

interface Entry {
  readonly to: `/${string}`;
  readonly group: (typeof GROUPS)[number];
  /** Of its title, at `nav.…`. */
  readonly name: string;
  readonly icon: Icon;
  /** Pressed after `g`. */
  readonly key: string;
  /** Other names of it, for the palette. */
  readonly keywords?: string[];
}

/** The pages that are in the menu, in its order; who sees which says `operators.ts`. */
const MENU = [
  {
    to: '/audit-log',
    group: 'investigate',
    name: 'auditLog',
    icon: IconListSearch,
    key: 'a',
    keywords: ['Settings Audit Log', 'Organization Auditing', 'Activity Log'],
  },
  {
    to: '/activity',
    group: 'investigate',
    name: 'activity',
    icon: IconUserBolt,
    key: 'u',
    keywords: ['Adoption', 'Last sign-in'],
  },
  { to: '/alerts', group: 'investigate', name: 'alerts', icon: IconBell, key: 'l' },
  { to: '/exports', group: 'evidence', name: 'exports', icon: IconFileDownload, key: 'e' },
  { to: '/support', group: 'evidence', name: 'support', icon: IconLifebuoy, key: 'h' },
  { to: '/integrity', group: 'evidence', name: 'integrity', icon: IconFingerprint, key: 'i' },
  {
    to: '/retention',
    group: 'evidence',
    name: 'retention',
    icon: IconClockShield,
    key: 'r',
    keywords: ['Legal holds', 'Purges', 'Erasures', 'GDPR', 'Policy', 'Approvals'],
  },
  { to: '/api-keys', group: 'deliver', name: 'apiKeys', icon: IconKey, key: 'k' },
  {
    to: '/members',
    group: 'organization',
    name: 'members',
    icon: IconUsers,
    key: 'm',
    keywords: ['Users', 'Invitations', 'Roles', 'Permissions', 'Teams', 'Access review'],
  },
  { to: '/settings', group: 'organization', name: 'settings', icon: IconSettings, key: 's' },
  { to: '/desk', group: 'platform', name: 'desk', icon: IconInbox, key: 'd' },
] as const satisfies readonly Entry[];

export type PageEntry = Pick<(typeof MENU)[number], 'to' | 'name'> & Omit<Entry, 'to' | 'name'>;

export const PAGES: readonly PageEntry[] = MENU;

/** Pages that are in no menu have a title too. */
const ELSEWHERE = ['account', 'approvals', 'help'] as const;

/** What stands at the top of the page at an address. */
export function titleAt(path: string): PageEntry['name'] | (typeof ELSEWHERE)[number] {
  const elsewhere = ELSEWHERE.find((name) => path.startsWith(`/${name}`));
  return elsewhere ?? PAGES.find(({ to }) => path.startsWith(to))?.name ?? 'auditLog';
}
