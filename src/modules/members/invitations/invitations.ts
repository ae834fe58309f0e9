import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import { notFound } from '../../../platform/errors/daybook-error';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { requirePermission } from '../members.access';
import type { InvitationView, RoleView } from '../members.contract';
import { findRole, requireRole } from '../roles/role-facts';
import { lockStanding, requireRankOver, type Standing } from '../members.standing';
import type { InvitationDto } from './invitation.dto';
import { Invitation } from './invitation.entity';
import { toView } from './invitation.presenter';
import { Inviting, type StoredInvitation } from './inviting';

/** Inviting people by mail, reminding them, and taking it back. */
@Injectable()
export class Invitations {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly inviting: Inviting,
  ) {}

  async create({ email, role: roleId }: InvitationDto): Promise<InvitationView> {
    const view = await this.unitOfWork.change(async (manager) => {
      const standing = await inviter(manager);
      const role = await requireRole(manager, standing.organizationId, roleId);
      requireRankOver(standing, role);
      const invitation = await this.inviting.invite(manager, email, role);
      return {
        result: toView(invitation, role.name, invitation.createdAt),
        event: {
          resource: referTo(invitation),
          changes: { before: null, after: { email, role: role.name } },
        },
      };
    });
    this.inviting.deliverSoon();
    return view;
  }

  /** Sends it again: with another link, because nobody knows the first. */
  async deliver(id: string): Promise<InvitationView> {
    const view = await this.unitOfWork.change(async (manager) => {
      const { invitation: before, role } = await find(manager, await inviter(manager), id);
      const after = await this.inviting.renew(manager, before, role);
      const [from, to] = [before, after].map(({ expiresAt }) => ({ expires_at: expiresAt.toISOString() }));
      return {
        result: toView(after, role.name, before.createdAt),
        event: { resource: referTo(after), changes: { before: from ?? null, after: to ?? null } },
      };
    });
    this.inviting.deliverSoon();
    return view;
  }

  withdraw(id: string): Promise<void> {
    return this.unitOfWork.change(async (manager) => {
      const { invitation, role } = await find(manager, await inviter(manager), id);
      const { organizationId, email } = invitation;
      const { affected } = await manager.delete(Invitation, { organizationId, id, acceptedAt: IsNull() });
      if (affected !== 1) throw notFound('invitation');
      return {
        result: undefined,
        event: {
          resource: referTo(invitation),
          changes: { before: { email, role: role.name }, after: null },
        },
      };
    });
  }
}

const referTo = ({ id, email }: StoredInvitation) => ({ type: 'invitation', id, name: email });

/** Whoever asks, if they may still invite now that changes of roles wait. */
export async function inviter(manager: EntityManager): Promise<Standing> {
  const standing = await lockStanding(manager);
  requirePermission(standing, 'members:manage');
  return standing;
}

/** An open invitation, also one that has expired, to a role that whoever asks may give. The row is locked against its acceptance. */
async function find(
  manager: EntityManager,
  standing: Standing,
  id: string,
): Promise<{ invitation: StoredInvitation; role: RoleView }> {
  const { organizationId } = standing;
  const invitation = await manager.findOne(Invitation, {
    where: { organizationId, id, acceptedAt: IsNull() },
    lock: { mode: 'pessimistic_write' },
  });
  const role = invitation && (await findRole(manager, organizationId, invitation.role));
  if (!invitation || !role) throw notFound('invitation');
  requireRankOver(standing, role);
  return { invitation, role };
}
