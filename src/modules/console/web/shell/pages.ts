import {
  IconBell,
  IconClockShield,
  IconFileDownload,
  IconFingerprint,
  IconListSearch,
  IconSettings,
  IconUsers,
  type Icon,
} from '@tabler/icons-react';

export interface PageEntry {
  readonly to: '/audit-log' | '/alerts' | '/exports' | '/integrity' | '/retention' | '/members' | '/settings';
  readonly group: 'investigate' | 'evidence' | 'organization';
  /** Of its title, at `nav.…`. */
  readonly name: 'auditLog' | 'alerts' | 'exports' | 'integrity' | 'retention' | 'members' | 'settings';
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
  {
    to: '/members',
    group: 'organization',
    name: 'members',
    icon: IconUsers,
    key: 'm',
    keywords: ['Users', 'Invitations', 'Roles', 'Permissions', 'Teams', 'Access review'],
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
