import { isDeepStrictEqual } from 'node:util';
import { In, type EntityManager } from 'typeorm';
import type { Row } from '../../../platform/database/row';
import { invalidField } from '../../../platform/errors/daybook-error';
import { Membership } from '../../organizations/organizations.membership';
import type { MailTo, RuleQuery } from '../alerts.contract';
import type { AlertRule } from './alert-rule.entity';
import type { AlertRulePatchDto, ChannelsDto, RuleQueryDto } from './alert-rule.dto';

type Fields = Pick<
  AlertRule,
  'name' | 'query' | 'threshold' | 'windowMinutes' | 'groupBy' | 'severity' | 'mailTo'
>;

/** What a rule is after a save; what the request does not name stays. */
export function fieldsOf(given: AlertRulePatchDto, before?: Row<AlertRule>): Fields {
  return {
    name: given.name ?? (before?.name as string),
    query: given.query ? plain(given.query) : (before?.query as RuleQuery),
    threshold: given.threshold ?? (before?.threshold as number),
    windowMinutes: given.window_minutes ?? (before?.windowMinutes as number),
    groupBy: given.group_by ?? (before?.groupBy as AlertRule['groupBy']),
    severity: given.severity ?? (before?.severity as AlertRule['severity']),
    mailTo: given.channels ? mailTo(given.channels) : (before?.mailTo ?? null),
  };
}

/** Only what was given, in the order of the alphabet, so that the same query is the same text. */
export const plain = (query: RuleQueryDto): RuleQuery =>
  Object.fromEntries(
    Object.entries(query as unknown as RuleQuery)
      .filter(([, value]) => value !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );

function mailTo({ mail }: ChannelsDto): MailTo | null {
  const { members: ids, permission = null } = mail ?? {};
  const members = [...new Set(ids?.map((id) => id.toLowerCase()))];
  return members.length === 0 && permission === null ? null : { members, permission };
}

/** @throws DaybookError naming the field, for members whom this organization does not have. */
export async function requireMembers(
  manager: EntityManager,
  organizationId: string,
  mail: MailTo | null,
): Promise<void> {
  if (!mail || mail.members.length === 0) return;
  const found = await manager.countBy(Membership, { organizationId, id: In([...mail.members]) });
  if (found !== mail.members.length)
    throw invalidField('/channels/mail/members', 'names somebody who is no member of this organization');
}

/** Whether two rules count alike; if not, counting begins anew. The database keeps the members of a query in an order of its own. */
export const sameCondition = (a: Fields, b: Fields): boolean =>
  a.threshold === b.threshold &&
  a.windowMinutes === b.windowMinutes &&
  a.groupBy === b.groupBy &&
  isDeepStrictEqual(a.query, b.query);
