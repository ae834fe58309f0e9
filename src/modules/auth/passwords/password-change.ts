import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { hashToken, newToken } from '../../../platform/crypto/tokens';
import { DaybookError, invalid, unauthenticated } from '../../../platform/errors/daybook-error';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { Accounts } from '../auth.accounts';
import type { RenewedSession } from '../auth.contract';
import { PasswordProof } from '../auth.password-proof';
import { caller } from '../sessions/session-principal';
import { Session } from '../sessions/session.entity';
import { NewPasswords } from './new-passwords';
import { PasswordReplacement } from './password-replacement';

const CURRENT = { pointer: '/current_password', detail: 'is not your password' };
const SAME = { pointer: '/password', detail: 'is the one you have already' };

/** Another password, by who knows the present one. The session goes on under a new token: a stolen one is dead too. */
@Injectable()
export class PasswordChange {
  constructor(
    private readonly accounts: Accounts,
    private readonly proof: PasswordProof,
    private readonly newPasswords: NewPasswords,
    private readonly replacement: PasswordReplacement,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** @throws DaybookError `password.wrong`, `password.unchanged`, and what the rules of passwords say */
  async change(current: string, wanted: string): Promise<RenewedSession> {
    const { person, organizationId, sessionId } = caller();
    await this.#prove(person.email, current);
    if (wanted.normalize('NFC') === current.normalize('NFC'))
      throw invalid('password.unchanged', 'This is the password you have already. Choose another.', [SAME]);
    const memberships = await this.accounts.memberships(person.id);
    const passwordHash = await this.newPasswords.hashFor(person, memberships, wanted);
    const token = newToken();
    const logs = [organizationId, ...memberships.map((membership) => membership.organizationId)];
    await this.unitOfWork.changeAcross(logs, async (manager) => {
      await renew(manager, { organizationId, id: sessionId }, token);
      const replaced = { person, passwordHash, organizationId, sessionId };
      const ended = await this.replacement.replace(manager, replaced);
      const resource = { type: 'account', id: person.id, name: person.name };
      return { result: undefined, event: { resource, details: { sessions_ended: ended } } };
    });
    this.replacement.committed();
    return { token };
  }

  async #prove(email: string, password: string): Promise<void> {
    try {
      await this.proof.require(email, password);
    } catch (error) {
      if (!(error instanceof DaybookError) || error.kind !== 'unauthenticated') throw error;
      throw invalid('password.wrong', 'The current password is wrong.', [CURRENT]);
    }
  }
}

async function renew(
  manager: EntityManager,
  session: { organizationId: string; id: string },
  token: string,
): Promise<void> {
  const { affected } = await manager.update(Session, session, { tokenHash: hashToken(token) });
  if (affected !== 1) throw unauthenticated('session.expired', 'The session is over. Sign in again.');
}
