import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../../platform/clock/clock';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { authActions } from '../auth.actions';
import { userActor } from '../auth.authentication';
import { Account } from '../accounts/account.entity';
import { Membership } from '../../organizations/organizations.membership';
import { MOST_SESSIONS } from './session-lifetime';
import { Session } from './session.entity';

const BATCH = 200;

interface Found {
  readonly organization_id: string;
  readonly id: string;
}

type Ending = 'session.timed_out' | 'session.displaced';

/** Thrown to leave without an event: somebody else has ended the session. */
class AlreadyEnded extends Error {}

/** Ends sessions whose time is over: each leaves one event, whoever notices first. */
@Injectable()
export class SessionExpiry {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async end(organizationId: string, id: string, ending: Ending = 'session.timed_out'): Promise<void> {
    try {
      await this.unitOfWork.systemChange(organizationId, authActions[ending], async (manager) => {
        const session = await manager.findOneBy(Session, { organizationId, id });
        const gone = session && (await manager.delete(Session, { organizationId, id }));
        if (!session || gone?.affected !== 1) throw new AlreadyEnded();
        const { accountId, lastSeenAt } = session;
        const account = await manager.findOneByOrFail(Account, { id: accountId });
        const membership = await manager.findOneBy(Membership, { organizationId, accountId });
        const actor = userActor(account, membership?.role ?? null);
        return {
          result: undefined,
          event: { actor, details: { session_id: id, last_seen_at: lastSeenAt.toISOString() } },
        };
      });
    } catch (error) {
      if (!(error instanceof AlreadyEnded)) throw error;
    }
  }

  /** The oldest give way to the newest. Sessions that owe a factor and those that do not are counted apart. */
  async endSurplus(accountId: string, proven: boolean): Promise<void> {
    const surplus: Found[] = await this.dataSource.query('SELECT * FROM surplus_sessions($1, $2, $3)', [
      accountId,
      proven,
      MOST_SESSIONS,
    ]);
    for (const { organization_id, id } of surplus) await this.end(organization_id, id, 'session.displaced');
  }

  /** The sweeper: sessions that nobody came back to. Fixed batches until one comes back short. Returns how many ended. */
  async endDue(): Promise<number> {
    let ended = 0;
    for (;;) {
      const due: Found[] = await this.dataSource.query('SELECT * FROM expired_sessions($1, $2)', [
        this.clock.now(),
        BATCH,
      ]);
      for (const { organization_id, id } of due) await this.end(organization_id, id);
      ended += due.length;
      if (due.length < BATCH) return ended;
    }
  }
}
