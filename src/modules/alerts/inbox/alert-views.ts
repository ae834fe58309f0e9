import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Row } from '../../../platform/database/row';
import { AuditReader } from '../../audit/audit.reader';
import type { AuditEvent } from '../../audit/audit.contract';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { Accounts } from '../../auth/auth.accounts';
import { Membership } from '../../organizations/organizations.membership';
import type { AlertView } from '../alerts.contract';
import type { Alert } from './alert.entity';
import { toView } from './alert.presenter';

/** Rows of alerts with what belongs beside them: who or what they are about, and who has them in hand. */
@Injectable()
export class AlertViews {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: AuditReader,
    private readonly accounts: Accounts,
  ) {}

  async of(organizationId: string, alerts: readonly Row<Alert>[]): Promise<AlertView[]> {
    if (alerts.length === 0) return [];
    const [newest, names] = await Promise.all([
      this.#newest(organizationId, alerts),
      this.#names(organizationId, alerts),
    ]);
    return alerts.map((alert) =>
      toView(alert, newest.get(newestOf(alert)), names.get(alert.assigneeId ?? '') ?? null),
    );
  }

  async #newest(organizationId: string, alerts: readonly Row<Alert>[]): Promise<Map<number, AuditEvent>> {
    const events = await this.reader.numbered(organizationId, alerts.map(newestOf), {
      from: new Date(Math.min(...alerts.map(({ firstAt }) => firstAt.getTime()))).toISOString(),
      to: new Date(Math.max(...alerts.map(({ lastAt }) => lastAt.getTime()))).toISOString(),
    });
    return new Map(events.map((event) => [event.sequence, event]));
  }

  async #names(organizationId: string, alerts: readonly Row<Alert>[]): Promise<Map<string, string>> {
    const ids = [...new Set(alerts.flatMap(({ assigneeId }) => assigneeId ?? []))];
    if (ids.length === 0) return new Map();
    const members = await this.unitOfWork.run(organizationId, (manager) =>
      manager.findBy(Membership, { organizationId, id: In(ids) }),
    );
    const people = await this.accounts.people(members.map(({ accountId }) => accountId));
    return new Map(members.map(({ id, accountId }) => [id, people.get(accountId)?.name ?? '']));
  }
}

/** The last that was counted. */
const newestOf = ({ events, lastSequence }: Row<Alert>): number => events.at(-1)?.sequence ?? lastSequence;
