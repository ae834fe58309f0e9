import { DAY_MS } from '../../../platform/clock/clock';
import { forbidden, invalidField } from '../../../platform/errors/daybook-error';
import { holds, KEYS_ONLY, type Holder } from '../../organizations/organizations.permissions';

const DEFAULT_DAYS = 90;
const MOST_DAYS = 366;

/** Nobody gives a key more than they hold. Writing events is no role's: it comes with managing keys, and comes alone. */
export function requireGrantable(holder: Holder, scopes: readonly string[]): void {
  if (scopes.includes(KEYS_ONLY) && scopes.length > 1)
    throw invalidField('/scopes', 'cannot combine events:write with another scope');
  const missing = scopes.filter((scope) => scope !== KEYS_ONLY && !holds(holder, scope));
  if (missing.length > 0)
    throw forbidden(
      'api_key.scope_not_held',
      `You cannot give a key what you lack yourself: ${missing.join(', ')}.`,
    );
}

/** When a key ends: as asked, a year ahead at most, else after `lifetimeMs`. */
export function expiryOf(given: string | undefined, now: Date, lifetimeMs = DEFAULT_DAYS * DAY_MS): Date {
  const most = now.getTime() + MOST_DAYS * DAY_MS;
  if (given === undefined) return new Date(Math.min(now.getTime() + lifetimeMs, most));
  const expiresAt = new Date(given);
  if (!(expiresAt > now && expiresAt.getTime() <= most))
    throw invalidField('/expires_at', 'must lie ahead, by a year at most');
  return expiresAt;
}
