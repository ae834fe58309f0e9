import { Injectable } from '@nestjs/common';
import { DataSource, MoreThan, type EntityManager } from 'typeorm';
import { Clock } from '../../../platform/clock/clock';
import { hashToken } from '../../../platform/crypto/tokens';
import { sqlState } from '../../../platform/database/database-fault';
import { DaybookError } from '../../../platform/errors/daybook-error';
import { MailOutbox } from '../../../platform/mail/mail-outbox';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import type { Person } from '../auth.accounts';
import { userActor } from '../auth.authentication';
import { SignIn } from '../sessions/sign-in';
import { Account } from './account.entity';
import { currentOccasion } from './current-occasion';
import { EmailChange } from './email-change.entity';
import { changedMail } from './email-mails';

const UNIQUE_VIOLATION = '23505';

/** Unknown, used, expired, or somebody else was faster: the same answer. */
const unusable = (): DaybookError =>
  new DaybookError(
    'not_found',
    'email_change.not_found',
    'This link has expired or was used already. Ask for the change again.',
  );

/** Whoever reads the mail to the new address has it. */
@Injectable()
export class EmailConfirmation {
  constructor(
    private readonly dataSource: DataSource,
    private readonly signIn: SignIn,
    private readonly outbox: MailOutbox,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async confirm(token: string): Promise<void> {
    const tokenHash = hashToken(token);
    const live = { tokenHash, expiresAt: MoreThan(this.clock.now()) };
    const wish = await this.dataSource.manager.findOneBy(EmailChange, live);
    if (!wish) throw unusable();
    const person = await this.dataSource.manager.findOneByOrFail(Account, { id: wish.accountId });
    const logs = (await this.signIn.announce(person.email)).map(({ organizationId }) => organizationId);
    if (logs.length === 0) throw unusable();
    await this.unitOfWork.changeAcross(logs, async (manager) => {
      const { affected } = await manager.delete(EmailChange, live);
      if (affected !== 1) throw unusable();
      await move(manager, person, wish.email);
      const told = changedMail(person, wish.email, currentOccasion(this.clock.now()));
      await this.outbox.put(manager, logs[0] as string, told);
      return {
        result: undefined,
        event: {
          actor: userActor(person, null),
          resource: { type: 'account', id: person.id, name: person.name },
          changes: { before: { email: person.email }, after: { email: wish.email } },
          details: {},
        },
      };
    });
    this.outbox.deliverSoon();
  }
}

async function move(manager: EntityManager, { id }: Person, email: string): Promise<void> {
  try {
    await manager.update(Account, { id }, { email });
  } catch (error) {
    throw sqlState(error) === UNIQUE_VIOLATION ? unusable() : error;
  }
}
