import { lastSeen } from '../api/connection';
import { queryClient, sessionQuery } from '../api/session';
import { zoneChoice } from '../preferences/preferences';
import { localZone } from '../preferences/time-zone';
import { readSearch } from './address';
import { savedViews } from './saved-views';
import { eventsOf } from './use-log';
import { needsViews } from './use-opened-view';

/** A browser that was used so lately is signed in, most likely; one that is not would leave refusals in the log. */
const LATELY_MS = 14 * 60_000;
const BEFORE_SESSION = /^\/(setup|password-resets|invitations|email-changes)\b/;

/**
 * Asks for what the first screen needs while it is still being put together: who is signed in, and the list beside it instead of
 * after it. Where the answer decides nothing yet, it is asked for once more in its turn.
 */
export function startEarly({ pathname, search }: Location): void {
  if (BEFORE_SESSION.test(pathname)) return;
  void queryClient.prefetchQuery(sessionQuery);
  const isLog = pathname === '/' || pathname.startsWith('/audit-log');
  if (!isLog || Date.now() - lastSeen() > LATELY_MS) return;
  const asked = readSearch(Object.fromEntries(new URLSearchParams(search)));
  const zone = { utc: 'UTC', local: localZone(), organization: null }[zoneChoice.get()];
  if (needsViews(asked)) void queryClient.prefetchQuery(savedViews);
  else if (zone !== null) void queryClient.prefetchQuery(eventsOf(asked, zone));
}
