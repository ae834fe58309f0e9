import { api } from '../api/api';
import { forgetEverything } from '../api/session';

/** Ends the session on the server first; a session that it no longer knows has ended as well. */
export async function signOut(): Promise<void> {
  await api('DELETE', '/v1/session').catch(() => undefined);
  forgetEverything();
}
