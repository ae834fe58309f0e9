import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DaybookError } from '../../../platform/errors/daybook-error';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import type { InvitationBatch as BatchView, InvitationItem } from '../members.contract';
import { requireRole } from '../roles/role-facts';
import { requireRankOver, type Standing } from '../members.standing';
import type { InvitationDto } from './invitation.dto';
import { toView } from './invitation.presenter';
import { inviter } from './invitations';
import { Inviting } from './inviting';

/** Inviting many at once: each stands for itself, and one event says what became of all. */
@Injectable()
export class InvitationBatch {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly inviting: Inviting,
  ) {}

  async create(wanted: readonly InvitationDto[]): Promise<BatchView> {
    const batch = await this.unitOfWork.change(async (manager) => {
      const standing = await inviter(manager);
      const items: InvitationItem[] = [];
      for (const each of wanted) items.push(await this.#invite(manager, standing, each));
      const invited = items.filter(({ status }) => status === 'invited');
      const refused = items.length - invited.length;
      const after = invited.map(({ email, invitation }) => ({ email, role: invitation?.role_name }));
      return {
        result: { invited: invited.length, refused, items },
        event: {
          changes: { before: null, after: { invitations: after } },
          details: { invited: invited.length, refused, emails: invited.map(({ email }) => email).join(', ') },
        },
      };
    });
    this.inviting.deliverSoon();
    return batch;
  }

  /** Refusals come before the first statement that writes, so the transaction goes on. */
  async #invite(
    manager: EntityManager,
    standing: Standing,
    { email, role: roleId }: InvitationDto,
  ): Promise<InvitationItem> {
    try {
      const role = await requireRole(manager, standing.organizationId, roleId);
      requireRankOver(standing, role);
      const stored = await this.inviting.invite(manager, email, role);
      const invitation = toView(stored, role.name, stored.createdAt);
      return { email, status: 'invited', invitation, problem: null };
    } catch (error) {
      if (!(error instanceof DaybookError)) throw error;
      const problem = { code: error.code, detail: error.message };
      return { email, status: 'refused', invitation: null, problem };
    }
  }
}
