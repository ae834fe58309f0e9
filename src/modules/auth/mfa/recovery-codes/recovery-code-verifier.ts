import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, type EntityManager, type Repository } from 'typeorm';
import { Clock } from '../../../../platform/clock/clock';
import type { EventDraft } from '../../../../platform/context/request-record';
import { MailOutbox } from '../../../../platform/mail/mail-outbox';
import { Passwords } from '../../accounts/passwords';
import { caller } from '../../sessions/session-principal';
import type { Turn } from '../factor-attempts';
import { recoveryCodeMail } from '../factor-mails';
import { wrongFactor, type FactorProof } from '../factor-proof';
import { parseRecoveryCode } from './recovery-code';
import { StoredRecoveryCode } from './recovery-code.entity';

/** Codes that stand in for a lost factor, each once. */
@Injectable()
export class RecoveryCodeVerifier {
  constructor(
    @InjectRepository(StoredRecoveryCode) private readonly codes: Repository<StoredRecoveryCode>,
    private readonly passwords: Passwords,
    private readonly outbox: MailOutbox,
    private readonly clock: Clock,
  ) {}

  /** @throws DaybookError `factor.wrong`, after the same work whether or not there is a code that begins so */
  async evaluate(accountId: string, typed: string, turn: Turn): Promise<FactorProof> {
    const code = parseRecoveryCode(typed);
    if (!code) throw wrongFactor();
    const { selector, text } = code;
    const found = await this.codes.findOneBy({ accountId, selector, usedAt: IsNull() });
    if (!(await this.passwords.verify(found?.codeHash ?? null, text))) throw wrongFactor();
    return {
      use: (manager) => this.#use(manager, accountId, selector),
      accepted: async () => {
        this.outbox.deliverSoon();
        await turn.forgive();
      },
    };
  }

  async #use(manager: EntityManager, accountId: string, selector: string): Promise<EventDraft> {
    const unused = { accountId, usedAt: IsNull() };
    const usedAt = this.clock.now();
    const { affected } = await manager.update(StoredRecoveryCode, { ...unused, selector }, { usedAt });
    if (affected !== 1) throw wrongFactor();
    const left = await manager.countBy(StoredRecoveryCode, unused);
    const { person, organizationId } = caller();
    await this.outbox.put(manager, organizationId, recoveryCodeMail(person, left));
    return { action: 'recovery_code.used', details: { left } };
  }
}
