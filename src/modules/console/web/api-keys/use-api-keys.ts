import { useQuery } from '@tanstack/react-query';
import type { ApiKeyPage } from '../../../members/members.contract';
import { api } from '../api/api';
import { queryClient } from '../api/session';

const KEYS = 'api-keys';

export const useApiKeys = (cursor: string | undefined) =>
  useQuery({
    queryKey: [KEYS, cursor],
    queryFn: ({ signal }) => api<ApiKeyPage>('GET', '/v1/api-keys', { query: { limit: 50, cursor }, signal }),
  });

export const refreshApiKeys = (): Promise<void> => queryClient.invalidateQueries({ queryKey: [KEYS] });
