import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { RolePage } from '../../../members/members.contract';
import { api } from '../api/api';
import { useSignedIn } from '../api/session';

export const useRoles = () =>
  useQuery({
    queryKey: ['roles'],
    queryFn: ({ signal }) => api<RolePage>('GET', '/v1/roles', { query: { limit: 200 }, signal }),
    staleTime: 300_000,
  });

/**
 * Why somebody may not do something, in words for beside its control; undefined when they may. While it is not known it is
 * offered: the server decides in any case.
 */
export function useWhyNot(permission: string): string | undefined {
  const { t } = useTranslation();
  const { role } = useSignedIn();
  const { data } = useRoles();
  const own = data?.data.find(({ id }) => id === role);
  return !own || own.permissions.includes(permission) ? undefined : t('ui.needs', { permission });
}
