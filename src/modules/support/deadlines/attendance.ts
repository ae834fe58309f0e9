import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { GrantEndings } from '../grants/grant-endings';
import { lockRequest } from '../storage/find-request';
import { Reminders } from './reminders';

/** Does for one request what has come due, in one transaction with its events. Doing it again does nothing. */
@Injectable()
export class Attendance {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly endings: GrantEndings,
    private readonly reminders: Reminders,
  ) {}

  of(organizationId: string, id: string): Promise<void> {
    return this.unitOfWork.systemChanges(organizationId, async (manager) => {
      const { request, events } = await this.endings.of(
        manager,
        await lockRequest(manager, organizationId, id),
      );
      return { result: undefined, events: [...events, ...(await this.reminders.of(manager, request))] };
    });
  }
}
