import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useSignedIn } from '../api/session';
import { createStore, useStore, type Store } from '../api/store';
import { canCheck } from './verifier';

const stores = new Map<string, Store<string>>();

const nameOf = (organizationId: string): string => `daybook.key.${organizationId}`;

function storeOf(organizationId: string): Store<string> {
  const known = stores.get(organizationId) ?? createStore(localStorage.getItem(nameOf(organizationId)) ?? '');
  stores.set(organizationId, known);
  return known;
}

/**
 * The key that this person has from elsewhere, as vkey or PEM, kept in this browser alone: without one a signature shows that nothing
 * was changed since it was made, and not whose it is. Empty when there is none.
 */
export function useTrustedKey(): { readonly key: string; readonly set: (key: string) => void } {
  const { organization } = useSignedIn();
  const store = storeOf(organization.id);
  const key = useStore(store);
  return {
    key,
    set: (next) => {
      if (next === '') localStorage.removeItem(nameOf(organization.id));
      else localStorage.setItem(nameOf(organization.id), next);
      store.set(next);
    },
  };
}

/** False where this browser can check no signature. */
export const useCanCheck = (): UseQueryResult<boolean> =>
  useQuery({ queryKey: ['can-check'], queryFn: canCheck, staleTime: Infinity });
