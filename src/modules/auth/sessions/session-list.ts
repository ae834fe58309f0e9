import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../../platform/clock/clock';
import { enterOrganization } from '../../../platform/database/tenant';
import { notFound } from '../../../platform/errors/daybook-error';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import type { EndedSessions, SessionList as SessionListView, SessionListItem } from '../auth.contract';
import { Sessions } from '../auth.sessions';
import { deviceName } from './device-name';
import { caller } from './session-principal';
import { Session } from './session.entity';

/** The row of `sessions_of_account()`. */
interface Row {
  readonly organization_id: string;
  readonly organization_name: string;
  readonly id: string;
  readonly created_at: Date;
  readonly last_seen_at: Date;
  readonly expires_at: Date;
  readonly ip: string | null;
  readonly user_agent: string | null;
}

/** Somebody's own sessions, in all their organizations. What ends is recorded where it was, and where it was asked for. */
@Injectable()
export class SessionList {
  constructor(
    private readonly sessions: Sessions,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async view(): Promise<SessionListView> {
    const { organizationId, sessionId } = caller();
    const rows = await this.unitOfWork.run(organizationId, (manager) => this.#find(manager));
    return { data: rows.map((row) => itemOf(row, sessionId)) };
  }

  /** @throws DaybookError `session.not_found` also for those of others */
  async end(id: string): Promise<void> {
    const { organizationId } = caller();
    const rows = await this.unitOfWork.run(organizationId, (manager) => this.#find(manager));
    const row = rows.find((each) => each.id === id);
    if (!row) throw notFound('session');
    await this.unitOfWork.changeAcross([organizationId, row.organization_id], async (manager) => {
      await manager.query(enterOrganization(row.organization_id));
      const { affected } = await manager.delete(Session, { organizationId: row.organization_id, id });
      if (affected !== 1) throw notFound('session');
      const name = `${deviceName(row.user_agent) ?? 'an unknown device'} at ${row.ip ?? 'an unknown address'}`;
      return { result: undefined, event: { resource: { type: 'session', id, name } } };
    });
  }

  async endOthers(): Promise<EndedSessions> {
    const { organizationId, sessionId, person } = caller();
    const rows = await this.unitOfWork.run(organizationId, (manager) => this.#find(manager));
    const others = rows.filter(({ id }) => id !== sessionId).map((row) => row.organization_id);
    return this.unitOfWork.changeAcross([organizationId, ...others], async (manager) => {
      const ended = await this.sessions.endElsewhere(manager, person.id, sessionId);
      return { result: { ended }, event: { details: { sessions_ended: ended } } };
    });
  }

  #find(manager: EntityManager): Promise<Row[]> {
    return manager.query('SELECT * FROM sessions_of_account($1, $2)', [caller().person.id, this.clock.now()]);
  }
}

const itemOf = (row: Row, currentId: string): SessionListItem => ({
  id: row.id,
  organization: { id: row.organization_id, name: row.organization_name },
  device: deviceName(row.user_agent),
  ip: row.ip,
  created_at: row.created_at.toISOString(),
  last_seen_at: row.last_seen_at.toISOString(),
  expires_at: row.expires_at.toISOString(),
  current: row.id === currentId,
});
