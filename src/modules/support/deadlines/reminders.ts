import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../../platform/clock/clock';
import type { Row } from '../../../platform/database/row';
import type { Changes } from '../../audit/audit.unit-of-work';
import { overdue as overdueNews } from '../mails/news';
import { SupportMails } from '../mails/support-mails';
import { referTo } from '../storage/find-request';
import { SupportRequest } from '../storage/support-request.entity';
import { supportActions } from '../support.actions';
import { overdue, type Deadline } from './clocks';

type Events = Changes<unknown>['events'];

const IN_WORDS: Record<Deadline, string> = { first_answer: 'first answer', delivery: 'delivery' };

/** Operators hear once of each deadline that they have missed. */
@Injectable()
export class Reminders {
  constructor(
    private readonly mails: SupportMails,
    private readonly clock: Clock,
  ) {}

  /** Of a request that is locked. */
  async of(manager: EntityManager, request: Row<SupportRequest>): Promise<Events> {
    const { organizationId, id, reminded } = request;
    const missed = overdue(request, this.clock.now()).filter((deadline) => !reminded.includes(deadline));
    if (missed.length === 0) return [];
    await manager.update(SupportRequest, { organizationId, id }, { reminded: [...reminded, ...missed] });
    for (const deadline of missed)
      await this.mails.tell(manager, request, overdueNews(deadline, request), ['operators']);
    return missed.map((deadline) => ({
      spec: supportActions['support_request.overdue'],
      event: {
        resource: referTo(request),
        details: { what: IN_WORDS[deadline], due_at: dueOf(deadline, request).toISOString() },
      },
    }));
  }
}

const dueOf = (deadline: Deadline, { firstAnswerDueAt, dueAt }: Row<SupportRequest>): Date =>
  deadline === 'delivery' && dueAt !== null ? dueAt : firstAnswerDueAt;
