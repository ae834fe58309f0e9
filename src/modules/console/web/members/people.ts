import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { RolePage, RoleView } from '../../../members/members.contract';
import { api } from '../api/api';
import { queryClient, useSignedIn } from '../api/session';

/** Everything of this page begins with this key: a change of one thing shows in the others. */
export const PEOPLE = 'people';

export const refreshPeople = (): Promise<void> => queryClient.invalidateQueries({ queryKey: [PEOPLE] });

/** The roles there are, the built-in ones first. */
export const useRoles = (): UseQueryResult<readonly RoleView[]> =>
  useQuery({
    queryKey: [PEOPLE, 'roles'],
    queryFn: async ({ signal }) => (await api<RolePage>('GET', '/v1/roles', { signal })).data,
  });

const BUILT_IN = ['owner', 'admin', 'auditor', 'member', 'operator'] as const;

/** What a role is called: the API calls the built-in ones by their ids. */
export function useRoleNames(): (role: Pick<RoleView, 'id' | 'name'>) => string {
  const { t } = useTranslation();
  return ({ id, name }) => {
    const known = BUILT_IN.find((each) => each === id);
    return known ? t(`role.${known}`) : name;
  };
}

/** Why somebody may not give, take or change a role: nobody does so with more than they hold. The server decides in any case. */
export function useWhyBeyond(): (role: RoleView | undefined) => string | undefined {
  const { t } = useTranslation();
  const { role: own, permissions } = useSignedIn();
  return (role) => {
    if (!role) return undefined;
    if (role.id === 'owner' && own !== 'owner') return t('members.ownersOnly');
    const missing = role.permissions.filter((each) => !permissions.includes(each));
    return missing.length === 0 ? undefined : t('members.beyond', { permissions: missing.join(', ') });
  };
}
