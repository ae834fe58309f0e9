import { useTranslation } from 'react-i18next';

const BUILT_IN = ['owner', 'admin', 'auditor', 'member', 'operator'] as const;

/** The name of a built-in role; of one that the organization made only its id is known here, which says nobody anything. */
export function useRoleName(role: string): string {
  const { t } = useTranslation();
  const known = BUILT_IN.find((each) => each === role);
  return known ? t(`role.${known}`) : '';
}
