import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock';
import { currentPrincipal } from '../../../platform/context/request-context';
import { textCell } from '../../../platform/files/csv-cell';
import { AuditRecorder } from '../../audit/audit.recorder';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { Membership } from '../../organizations/organizations.membership';
import type { MemberView, RoleView } from '../members.contract';
import { rolesOf } from '../roles/role-facts';
import { MemberViews } from './member-views';

const COLUMNS = 'name,email,role,permissions,teams,leads,factors,joined_at,last_signed_in_at,member_id';

/** Everybody with what they may do, in one file: for the review that regulations ask for every quarter or so. */
@Injectable()
export class AccessReview {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly views: MemberViews,
    private readonly recorder: AuditRecorder,
    private readonly clock: Clock,
  ) {}

  async csv(): Promise<{ name: string; text: string }> {
    const { organizationId } = currentPrincipal();
    const [members, roles] = await this.unitOfWork.run(organizationId, async (manager) => [
      await manager.find(Membership, { where: { organizationId }, order: { id: 'ASC' } }),
      await rolesOf(manager, organizationId),
    ]);
    const byId = new Map(roles.map((role) => [role.id, role]));
    const views = await this.views.of(organizationId, members);
    this.recorder.describe({ details: { members: views.length } });
    const lines = views.map((view) => lineOf(view, byId.get(view.role)));
    return {
      name: `access-review-${this.clock.now().toISOString().slice(0, 10)}.csv`,
      text: `${[COLUMNS, ...lines].join('\r\n')}\r\n`,
    };
  }
}

function lineOf(member: MemberView, role: RoleView | undefined): string {
  const names = (leads: boolean): string =>
    member.teams
      .filter(({ lead }) => lead || !leads)
      .map(({ name }) => name)
      .join('; ');
  return [
    member.name,
    member.email,
    member.role_name,
    role?.permissions.join(' '),
    names(false),
    names(true),
    member.factors.join(' '),
    member.joined_at,
    member.last_signed_in_at,
    member.id,
  ]
    .map(textCell)
    .join(',');
}
