import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock/clock';
import type { Assurance } from '../../platform/context/assurance';
import { currentPrincipal } from '../../platform/context/request-context';
import { notFound } from '../../platform/errors/daybook-error';
import { UnitOfWork } from '../audit/audit.unit-of-work';
import { permissionsHeldBy } from '../organizations/organizations.permissions';
import { Accounts } from './auth.accounts';
import { InstallationState } from './auth.installation';
import type { CurrentSession, OpenedSession } from './auth.contract';
import { SessionBinding } from './sessions/session-binding';
import { caller, membershipIn } from './sessions/session-principal';
import { sessionView } from './sessions/session.presenter';
import { Session } from './sessions/session.entity';

/** The session that a request comes with. */
@Injectable()
export class Sessions {
  constructor(
    private readonly accounts: Accounts,
    private readonly binding: SessionBinding,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly installation: InstallationState,
  ) {}

  async current(): Promise<CurrentSession> {
    const { person, organizationId } = caller();
    const [session, memberships] = await Promise.all([this.#load(), this.accounts.memberships(person.id)]);
    const organizations = memberships.map((m) => ({
      id: m.organizationId,
      name: m.organizationName,
      role: m.roleName,
    }));
    const membership = membershipIn(memberships, organizationId);
    const principal = currentPrincipal();
    const view = sessionView(session, person, membership, principal.assurance as Assurance);
    const demo = await this.installation.isDemo();
    return { ...view, permissions: permissionsHeldBy(principal), demo, organizations };
  }

  end(): Promise<void> {
    const { organizationId, sessionId } = caller();
    return this.unitOfWork.change(async (manager) => {
      await manager.delete(Session, { organizationId, id: sessionId });
      return { result: undefined, event: {} };
    });
  }

  /** @throws DaybookError `organization.not_found` for one the account is no member of, as for one that does not exist. */
  async switchTo(organizationId: string): Promise<OpenedSession> {
    const { person } = caller();
    const membership = membershipIn(await this.accounts.memberships(person.id), organizationId);
    return this.binding.move(await this.#load(), person, membership);
  }

  /** The sessions of an account in the organization that the transaction has entered each get a new token with their next answer. */
  async renewAll(manager: EntityManager, organizationId: string, accountId: string): Promise<void> {
    await manager.update(Session, { organizationId, accountId }, { rotateSince: this.clock.now() });
  }

  /** Ends all sessions of an account in the organization that the transaction has entered: it is no member any more. */
  async endAll(manager: EntityManager, organizationId: string, accountId: string): Promise<void> {
    await manager.delete(Session, { organizationId, accountId });
  }

  /** Ends all sessions of an account wherever they are, but for one; what proved them has changed. Returns how many. */
  async endElsewhere(manager: EntityManager, accountId: string, but: string | null): Promise<number> {
    const [row]: { ended: number }[] = await manager.query(
      'SELECT end_sessions_of_account($1, $2) AS ended',
      [accountId, but],
    );
    return row?.ended ?? 0;
  }

  async #load(): Promise<Session> {
    const { organizationId, sessionId } = caller();
    const session = await this.unitOfWork.run(organizationId, (m) =>
      m.findOneBy(Session, { organizationId, id: sessionId }),
    );
    if (!session) throw notFound('session');
    return session;
  }
}
