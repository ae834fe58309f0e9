import { Injectable } from '@nestjs/common';
import { conflict } from '../../../platform/errors/daybook-error';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { Accounts } from '../../auth/auth.accounts';
import { SignInLocks } from '../../auth/auth.sign-in-locks';
import type { Membership } from '../../organizations/organizations.membership';
import { requirePermission } from '../members.access';
import { lockStanding, requireRankOver } from '../members.standing';
import { findMember, roleOf } from './find-member';

/** Members whom too many wrong passwords keep from signing in, and those who vouch for them. */
@Injectable()
export class MemberLocks {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: Accounts,
    private readonly locks: SignInLocks,
  ) {}

  /** @throws DaybookError `member.not_found`, `role.beyond_own`, `member_lock.belongs_elsewhere` */
  lift(id: string): Promise<void> {
    return this.unitOfWork.change(async (manager) => {
      const standing = await lockStanding(manager);
      requirePermission(standing, 'members:manage');
      const member = await findMember(manager, { id });
      requireRankOver(standing, await roleOf(manager, member));
      await this.#requireOursAlone(member);
      const person = await this.accounts.person(manager, member.accountId);
      await this.locks.lift(manager, person.email);
      return { result: undefined, event: { resource: { type: 'member', id, name: person.name } } };
    });
  }

  /** The lock guards the account in all its organizations: whoever runs one of them cannot take it from the others. */
  async #requireOursAlone({ organizationId, accountId }: Membership): Promise<void> {
    const memberships = await this.accounts.memberships(accountId);
    if (memberships.every((membership) => membership.organizationId === organizationId)) return;
    throw conflict(
      'member_lock.belongs_elsewhere',
      'They belong to other organizations as well. They can lift the lock themselves, by resetting their password.',
    );
  }
}
