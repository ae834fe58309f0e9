import {
  IconBell,
  IconClockShield,
  IconFileDownload,
  IconFingerprint,
  IconInbox,
  IconLifebuoy,
  IconListSearch,
  IconSettings,
  type Icon,
} from '@tabler/icons-react';

export interface PageEntry {
  readonly to:
    '/audit-log' | '/alerts' | '/exports' | '/support' | '/integrity' | '/retention' | '/settings' | '/desk';
  readonly group: 'investigate' | 'evidence' | 'organization' | 'platform';
  /** Of its title, at `nav.…`. */
  readonly name:
    'auditLog' | 'alerts' | 'exports' | 'support' | 'integrity' | 'retention' | 'settings' | 'desk';
  readonly icon: Icon;
  /** Pressed after `g`. */
  readonly key?: string;
  /** Other names of it, for the palette. */
  readonly keywords?: string[];
}

/** The pages that are in the menu, in its order; who sees which says `operators.ts`. */
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
  { to: '/settings', group: 'organization', name: 'settings', icon: IconSettings, key: 's' },
  { to: '/desk', group: 'platform', name: 'desk', icon: IconInbox, key: 'd' },
];

export const GROUPS = ['investigate', 'evidence', 'organization', 'platform'] as const;

/** What stands at the top of the page at an address; those that are in no menu have a title too. */
export function titleAt(path: string): PageEntry['name'] | 'account' | 'approvals' | 'help' {
  if (path.startsWith('/account')) return 'account';
  if (path.startsWith('/approvals')) return 'approvals';
  if (path.startsWith('/help')) return 'help';
  return PAGES.find(({ to }) => path.startsWith(to))?.name ?? 'auditLog';
}
