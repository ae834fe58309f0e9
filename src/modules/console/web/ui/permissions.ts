import { useTranslation } from 'react-i18next';
import { useSignedIn } from '../api/session';

/** Why somebody may not do something, in words for beside its control; undefined when they may. The server decides in any case. */
export function useWhyNot(permission: string): string | undefined {
  const { t } = useTranslation();
  const { permissions } = useSignedIn();
  return permissions.includes(permission) ? undefined : t('ui.needs', { permission });
}
