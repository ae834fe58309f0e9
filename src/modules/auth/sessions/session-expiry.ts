import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../../platform/clock/clock';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { authActions } from '../auth.actions';
import { userActor } from '../auth.authentication';
import { Account } from '../accounts/account.entity';
import { Membership } from '../../organizations/organizations.membership';
import { IDLE_MS } from './session-lifetime';
import { Session } from './session.entity';

const BATCH = 200;

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

  async end(organizationId: string, id: string): Promise<void> {
    try {
      await this.unitOfWork.systemChange(
        organizationId,
        authActions['session.timed_out'],
        async (manager) => {
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
        },
      );
    } catch (error) {
      if (!(error instanceof AlreadyEnded)) throw error;
    }
  }

  /** The sweeper: sessions that nobody came back to. Fixed batches until one comes back short. Returns how many ended. */
  async endDue(): Promise<number> {
    let ended = 0;
    for (;;) {
      const due: { organization_id: string; id: string }[] = await this.dataSource.query(
        'SELECT * FROM expired_sessions($1, make_interval(secs => $2), $3)',
        [this.clock.now(), IDLE_MS / 1_000, BATCH],
      );
      for (const { organization_id: organizationId, id } of due) await this.end(organizationId, id);
      ended += due.length;
      if (due.length < BATCH) return ended;
    }
  }
}
