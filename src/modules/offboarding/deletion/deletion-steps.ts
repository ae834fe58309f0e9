import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { enterOrganization, PLATFORM_LOG_ID } from '../../../platform/database/tenant';
import { letter } from '../../../platform/mail/letter';
import { MailOutbox } from '../../../platform/mail/mail-outbox';
import { Approvals } from '../../approvals/approvals.requests';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { Accounts } from '../../auth/auth.accounts';
import { offboardingActions } from '../offboarding.actions';
import { OrganizationDeletion } from '../storage/organization-deletion.entity';
import { DELETION } from './deletion-requests';
import { Obstacles } from './obstacles';

/** It is not to be done now: it waits, was stopped, or somebody else is at it. */
class NotNow extends Error {}

/** The two steps of a deletion that are recorded, each in the platform's log, in the transaction that does it. */
@Injectable()
export class DeletionSteps {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly approvals: Approvals,
    private readonly obstacles: Obstacles,
    private readonly accounts: Accounts,
    private readonly outbox: MailOutbox,
  ) {}

  /** Once it was agreed to and waited for, and nothing is under hold: from here on there is no way back. */
  begin(organizationId: string): Promise<boolean> {
    return this.#inPlatform('organization_deletion.started', organizationId, async (manager) => {
      const where = { organizationId, state: 'requested' as const };
      const row = await manager.findOne(OrganizationDeletion, {
        where,
        lock: { mode: 'pessimistic_write' },
      });
      if (!row || !(await this.approvals.ready(manager, organizationId, DELETION, row.id)))
        throw new NotNow();
      if (await this.obstacles.any(manager, organizationId)) throw new NotNow();
      await this.approvals.close(manager, organizationId, DELETION, row.id);
      const [end] = (await manager.query(
        `SELECT coalesce((SELECT last_sequence FROM log_heads WHERE organization_id = $1), 0)::text AS sequence,
                ARRAY(SELECT account_id FROM members WHERE organization_id = $1) AS accounts`,
        [organizationId],
      )) as [{ sequence: string; accounts: string[] }];
      await manager.update(OrganizationDeletion, where, {
        state: 'running',
        lastSequence: end.sequence,
        accounts: end.accounts,
      });
      return {
        resource: { type: 'organization', id: organizationId, name: row.name },
        details: {
          requested_by: row.requestedBy.name ?? row.requestedBy.id,
          reason: row.reason,
          last_sequence: Number(end.sequence),
        },
      };
    });
  }

  /** The organization itself, and whoever belongs nowhere else; they are told. False when somebody was faster. */
  async end(organizationId: string, rows: number): Promise<boolean> {
    const done = await this.#inPlatform('organization.deleted', organizationId, async (manager) => {
      const row = await manager.findOneBy(OrganizationDeletion, { organizationId, state: 'running' });
      if (!row) throw new NotNow();
      const people = await this.accounts.people(row.accounts);
      await manager.query('SELECT delete_organization()');
      const unused: string[] = [];
      for (const account of row.accounts) {
        const [gone] = (await manager.query('SELECT delete_unused_account($1) AS deleted', [account])) as [
          { deleted: boolean },
        ];
        if (gone.deleted) unused.push(account);
      }
      await manager.query(enterOrganization(PLATFORM_LOG_ID));
      for (const { name, email } of people.values())
        await this.outbox.put(manager, PLATFORM_LOG_ID, goodbye(row.name, name, email));
      return {
        resource: { type: 'organization', id: organizationId, name: row.name },
        details: { last_sequence: Number(row.lastSequence), rows, accounts: unused.length },
      };
    });
    this.outbox.deliverSoon();
    return done;
  }

  async #inPlatform(
    action: keyof typeof offboardingActions,
    organizationId: string,
    work: (manager: EntityManager) => Promise<object>,
  ): Promise<boolean> {
    try {
      await this.unitOfWork.systemChange(PLATFORM_LOG_ID, offboardingActions[action], async (manager) => {
        await manager.query(enterOrganization(organizationId));
        const event = await work(manager);
        await manager.query(enterOrganization(PLATFORM_LOG_ID));
        return { result: undefined, event };
      });
      return true;
    } catch (error) {
      if (error instanceof NotNow) return false;
      throw error;
    }
  }
}

const goodbye = (organization: string, name: string, to: string) =>
  letter({
    to,
    name,
    subject: `${organization} has been deleted`,
    paragraphs: [
      `The organization ${organization} has been deleted from Daybook, with its log and everything else that was its own.`,
    ],
    advice: 'Files that were exported before are not touched by this. You need not do anything.',
  });
