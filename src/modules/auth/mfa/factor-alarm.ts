import { Injectable } from '@nestjs/common';
import { MailOutbox } from '../../../platform/mail/mail-outbox';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { caller } from '../sessions/session-principal';
import type { Turn } from './factor-attempts';
import { wrongCodesMail } from './factor-mails';

/** Tells people that somebody guesses at their codes (A9). */
@Injectable()
export class FactorAlarm {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: MailOutbox,
  ) {}

  /** After a wrong code: a mail with the last that is looked at for now, or ever. */
  async ringAfter({ last, disables }: Turn): Promise<void> {
    if (!last && !disables) return;
    const { person, organizationId } = caller();
    await this.unitOfWork.run(organizationId, (manager) =>
      this.outbox.put(manager, organizationId, wrongCodesMail(person, disables)),
    );
    this.outbox.deliverSoon();
  }
}
