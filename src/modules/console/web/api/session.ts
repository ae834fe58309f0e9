import { QueryClient, queryOptions, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import type { CurrentSession } from '../../../auth/auth.contract';
import { api, whenSignedOut } from './api';
import { ApiError } from './problem';

export const SESSION = ['session'] as const;

const mayRetry = (count: number, error: Error): boolean =>
  error instanceof ApiError && [0, 503].includes(error.problem.status) && count < 20;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      retry: mayRetry,
      retryDelay: (count) => Math.min(1_000 * 2 ** count, 5_000),
      refetchOnWindowFocus: false,
      networkMode: 'always',
      staleTime: 30_000,
    },
    mutations: { networkMode: 'always' },
  },
});

/** Whose data was on the screen is forgotten with the session. */
export function forgetEverything(): void {
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION[0] });
  queryClient.setQueryData(SESSION, null);
}
whenSignedOut(forgetEverything);

/** The session of this browser; null when nobody is signed in. */
export const fetchSession = async (): Promise<CurrentSession | null> => {
  try {
    return await api<CurrentSession>('GET', '/v1/session');
  } catch (error) {
    if (error instanceof ApiError && error.problem.status === 401) return null;
    throw error;
  }
};

export const sessionQuery = queryOptions({ queryKey: SESSION, queryFn: fetchSession, staleTime: Infinity });

export const useSession = (): UseQueryResult<CurrentSession | null> => useQuery(sessionQuery);

/**
 * Whose pages are on the screen. Given by the frame and not read from the cache: a page that is drawn once more between the end of the
 * session and the end of the frame still has it.
 */
export const SignedIn = createContext<CurrentSession | null>(null);

/** The session, where the frame has made sure that there is one. */
export function useSignedIn(): CurrentSession {
  const session = useContext(SignedIn);
  if (!session) throw new Error('nobody is signed in');
  return session;
}

/** After every step of signing in: what the session is now. */
export const refreshSession = (): Promise<void> => queryClient.invalidateQueries({ queryKey: SESSION });
