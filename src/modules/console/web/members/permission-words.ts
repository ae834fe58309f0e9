import { useTranslation } from 'react-i18next';

/** What a role may allow, in groups and in the order of the matrix. */
export const PERMISSION_GROUPS = [
  { name: 'look', permissions: ['audit:read', 'activity:read', 'activity:read:own'] },
  {
    name: 'evidence',
    permissions: ['audit:export', 'audit:erase', 'retention:manage', 'holds:manage'],
  },
  { name: 'people', permissions: ['members:manage', 'roles:manage', 'teams:manage'] },
  { name: 'deliver', permissions: ['api_keys:manage', 'streams:manage'] },
  { name: 'organization', permissions: ['settings:manage', 'support:grant', 'organization:delete'] },
] as const;

/** Texts are found by keys without colons. */
const KEYS = {
  'audit:read': 'auditRead',
  'activity:read': 'activityRead',
  'activity:read:own': 'activityReadOwn',
  'audit:export': 'auditExport',
  'audit:erase': 'auditErase',
  'retention:manage': 'retentionManage',
  'holds:manage': 'holdsManage',
  'members:manage': 'membersManage',
  'roles:manage': 'rolesManage',
  'teams:manage': 'teamsManage',
  'api_keys:manage': 'apiKeysManage',
  'streams:manage': 'streamsManage',
  'settings:manage': 'settingsManage',
  'support:grant': 'supportGrant',
  'organization:delete': 'organizationDelete',
  'support:operate': 'supportOperate',
} as const;

export interface PermissionWords {
  readonly title: string;
  /** What it means; nothing is known of one that is younger than this page. */
  readonly help: string;
}

export function usePermissionWords(): (permission: string) => PermissionWords {
  const { t } = useTranslation();
  return (permission) => {
    const key = (KEYS as Readonly<Record<string, (typeof KEYS)[keyof typeof KEYS] | undefined>>)[permission];
    return key
      ? { title: t(`members.permission.${key}.title`), help: t(`members.permission.${key}.help`) }
      : { title: permission, help: '' };
  };
}
