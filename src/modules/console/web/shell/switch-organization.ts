import { api } from '../api/api';
import { queryClient, refreshSession, SESSION } from '../api/session';

/** What was shown of one organization is forgotten before the other is shown. */
export async function switchTo(id: string): Promise<void> {
  await api('PUT', '/v1/session/organization', { body: { organization_id: id } });
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION[0] });
  await refreshSession();
}
