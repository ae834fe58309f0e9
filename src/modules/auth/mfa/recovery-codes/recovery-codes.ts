import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { Clock } from '../../../../platform/clock/clock';
import { conflict } from '../../../../platform/errors/daybook-error';
import { UnitOfWork } from '../../../audit/audit.unit-of-work';
import { Passwords } from '../../accounts/passwords';
import type { IssuedRecoveryCodes, RecoveryCodesView } from '../../auth.contract';
import { caller } from '../../sessions/session-principal';
import { EnrolledFactors } from '../enrolled-factors';
import { FactorAttempts } from '../factor-attempts';
import { hasFactor } from '../factor-policy';
import { newRecoveryCodes, toShow, type RecoveryCode } from './recovery-code';
import { StoredRecoveryCode } from './recovery-code.entity';

/** Ten codes to print: issued, counted. */
@Injectable()
export class RecoveryCodes {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly passwords: Passwords,
    private readonly factors: EnrolledFactors,
    private readonly attempts: FactorAttempts,
    private readonly clock: Clock,
  ) {}

  view(): Promise<RecoveryCodesView> {
    const { person, organizationId } = caller();
    return this.unitOfWork.run(organizationId, async (manager) => {
      const left = await manager.countBy(StoredRecoveryCode, { accountId: person.id, usedAt: IsNull() });
      const any = await manager.findOneBy(StoredRecoveryCode, { accountId: person.id });
      return { left, issued_at: any?.createdAt.toISOString() ?? null };
    });
  }

  /** In place of all there were. @throws DaybookError `recovery_codes.no_factor` */
  async issue(): Promise<IssuedRecoveryCodes> {
    const { person } = caller();
    if (!hasFactor(await this.factors.of(person.id)))
      throw conflict(
        'recovery_codes.no_factor',
        'Recovery codes stand in for a second factor. Enrol one first.',
      );
    const codes = newRecoveryCodes();
    const stored = await this.#store(person.id, codes);
    return this.unitOfWork.change(async (manager) => {
      await this.factors.lock(manager, person.id);
      await manager.delete(StoredRecoveryCode, { accountId: person.id });
      await manager.insert(StoredRecoveryCode, stored);
      await this.attempts.forget(manager, person.id, 'recovery_code');
      return { result: { codes: codes.map(toShow) }, event: {} };
    });
  }

  /** One after the other: ten at once would keep everybody else from signing in. */
  async #store(accountId: string, codes: readonly RecoveryCode[]): Promise<StoredRecoveryCode[]> {
    const stored: StoredRecoveryCode[] = [];
    const createdAt = this.clock.now();
    for (const { selector, text } of codes) {
      const codeHash = await this.passwords.hash(text);
      stored.push({ accountId, selector, codeHash, createdAt, usedAt: null });
    }
    return stored;
  }
}
