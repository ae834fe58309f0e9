import { Injectable } from '@nestjs/common';
import type { Principal } from '../../platform/context/request-record';
import { UnitOfWork } from '../audit/audit.unit-of-work';
import { holds } from '../organizations/organizations.permissions';

/** Whose activity somebody may see. */
export type VisiblePeople =
  { readonly kind: 'everyone' } | { readonly kind: 'people'; readonly accountIds: readonly string[] };

const LED = `
  SELECT DISTINCT m.account_id
    FROM members self
    JOIN team_members led ON led.organization_id = self.organization_id AND led.member_id = self.id AND led.lead
    JOIN team_members mate ON mate.organization_id = led.organization_id AND mate.team_id = led.team_id
    JOIN members m ON m.organization_id = mate.organization_id AND m.id = mate.member_id
   WHERE self.organization_id = $1 AND self.account_id = $2`;

/**
 * The one answer to "whose activity may they see": everybody's with `activity:read`; the people of the teams that they lead,
 * for whom leading is that permission; their own with `activity:read:own`. Routes that show activity require the least,
 * `activity:read:own`, and show what this allows. Looked up anew each time: it acts on the next request.
 */
@Injectable()
export class Visibility {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async of(principal: Principal): Promise<VisiblePeople> {
    if (holds(principal, 'activity:read')) return { kind: 'everyone' };
    const { organizationId, accountId } = principal;
    if (accountId === null) return { kind: 'people', accountIds: [] };
    const led: { account_id: string }[] = await this.unitOfWork.run(organizationId, (manager) =>
      manager.query(LED, [organizationId, accountId]),
    );
    const own = holds(principal, 'activity:read:own') ? [accountId] : [];
    return {
      kind: 'people',
      accountIds: [...new Set([...own, ...led.map((row) => row.account_id)])],
    };
  }
}
