import { DAY_MS, utcDate } from '../../../platform/clock/clock';
import { forEver, type Dated, type ExpiresOn } from '../../audit/audit.expiry';
import { daysFor, type Lengths } from './days-for';

const EXACT_UP_TO = 31;
const WEEKLY_UP_TO = 366;
const MONDAY = 1;

/** The rule by which a policy gives each event its date. */
export function expiryRule(policy: Lengths): ExpiresOn {
  const daysOf = daysFor(policy);
  return (event) => expiresOn(event, daysOf(event.source, event.category));
}

/**
 * The day after which an event may be dropped, counted in UTC from when it happened: exact up to 31 days, the next Monday
 * on or after up to 366, beyond that the first of the next month: so that a hundred partitions serve every policy.
 */
export function expiresOn(event: Pick<Dated, 'occurred_at'>, days: number | null): string {
  if (days === null) return forEver(event as Dated);
  const raw = new Date(Date.parse(utcDate(event.occurred_at)) + days * DAY_MS);
  if (days <= EXACT_UP_TO) return utcDate(raw);
  if (days <= WEEKLY_UP_TO)
    return utcDate(new Date(raw.getTime() + ((7 + MONDAY - raw.getUTCDay()) % 7) * DAY_MS));
  return utcDate(new Date(Date.UTC(raw.getUTCFullYear(), raw.getUTCMonth() + 1, 1)));
}
