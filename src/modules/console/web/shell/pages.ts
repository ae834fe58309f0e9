import {
  IconBell,
  IconClockShield,
  IconFileDownload,
  IconFingerprint,
  IconListSearch,
  IconSettings,
  IconUserBolt,
  type Icon,
} from '@tabler/icons-react';

export interface PageEntry {
  readonly to:
    '/audit-log' | '/activity' | '/alerts' | '/exports' | '/integrity' | '/retention' | '/settings';
  readonly group: 'investigate' | 'evidence' | 'organization';
  /** Of its title, at `nav.…`. */
  readonly name: 'auditLog' | 'activity' | 'alerts' | 'exports' | 'integrity' | 'retention' | 'settings';
  readonly icon: Icon;
  /** Pressed after `g`. */
  readonly key?: string;
  /** Other names of it, for the palette. */
  readonly keywords?: string[];
}

/** The pages that are in the menu, in its order. */
export const PAGES: readonly PageEntry[] = [
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
  { to: '/integrity', group: 'evidence', name: 'integrity', icon: IconFingerprint, key: 'i' },
  {
    to: '/retention',
    group: 'evidence',
    name: 'retention',
    icon: IconClockShield,
    key: 'r',
    keywords: ['Legal holds', 'Purges', 'Erasures', 'GDPR', 'Policy', 'Approvals'],
  },
  { to: '/settings', group: 'organization', name: 'settings', icon: IconSettings, key: 's' },
];

export const GROUPS = ['investigate', 'evidence', 'organization'] as const;

/** What stands at the top of the page at an address; those that are in no menu have a title too. */
export function titleAt(path: string): PageEntry['name'] | 'account' | 'approvals' {
  if (path.startsWith('/account')) return 'account';
  if (path.startsWith('/approvals')) return 'approvals';
  return PAGES.find(({ to }) => path.startsWith(to))?.name ?? 'auditLog';
}
