import { DAY_MS, utcDate } from '../../../platform/clock/clock';
import type { LogSnapshot } from '../../audit/audit.snapshot';
import { daysFor } from '../policy/days-for';
import { firstOpenDate } from '../policy/load-policy';
import type { Policy } from '../policy/policy';
import { datesBy } from '../preview/forecast';
import { stockOf } from '../preview/stock';
import type { NextPurge } from '../retention.contract';

/** Of dates that today's policy leaves nothing in, so many are passed over. */
const MOST_HOMES = 12;
/** No policy dates events later, but for those that it keeps for ever. */
const FARTHEST_MS = 3_700 * DAY_MS;

/** The first date of the organization that something is to go with; each is one look at the counts of one partition. */
export async function nextPurge(
  log: LogSnapshot,
  policy: Policy,
  today: string,
  hasHolds: boolean,
): Promise<NextPurge | null> {
  if (!lets(policy)) return null;
  const open = await firstOpenDate(
    async (sql, values) => (await log.client.query(sql, values as unknown[])).rows,
  );
  const daysOf = daysFor(policy);
  const dateOf = datesBy(daysOf, { today, firstOpen: open > today ? open : today });
  const farthest = utcDate(new Date(Date.parse(today) + FARTHEST_MS));
  for (const home of log.allHomes.filter((date) => date < farthest).slice(0, MOST_HOMES)) {
    const going = (await stockOf(log, [home])).filter(
      (lot) => daysOf(lot.source, lot.category) !== null && dateOf(lot) === home,
    );
    if (going.length > 0)
      return {
        expires_on: home,
        events: going.reduce((sum, { events }) => sum + events, 0),
        exact: !hasHolds && !(await isRehoming(log)),
      };
  }
  return null;
}

/** Whether it lets anything go at all. */
export const lets = ({ defaultDays, rules }: Policy): boolean =>
  defaultDays !== null || rules.some(({ days }) => days !== null);

/** While a shortened policy moves events, more may come to the date. */
export async function isRehoming({ client, organizationId }: LogSnapshot): Promise<boolean> {
  const { rows } = await client.query(
    `SELECT FROM rehomings WHERE organization_id = $1 AND state = 'pending'`,
    [organizationId],
  );
  return rows.length > 0;
}
