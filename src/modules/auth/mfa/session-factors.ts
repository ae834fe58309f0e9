import { Injectable } from '@nestjs/common';
import type { Assurance } from '../../../platform/context/assurance';
import { currentPrincipal, currentRequest } from '../../../platform/context/request-context';
import { DaybookError } from '../../../platform/errors/daybook-error';
import { Accounts } from '../auth.accounts';
import type { OpenedSession } from '../auth.contract';
import { caller } from '../sessions/session-principal';
import { SessionRotation } from '../sessions/session-rotation';
import { FactorAlarm } from './factor-alarm';
import { FactorAttempts } from './factor-attempts';
import type { FactorProof } from './factor-proof';
import { FactorProofs } from './factor-proofs';
import type { FactorDto } from './session-factors.dto';

const IN_WORDS = {
  totp: 'an authenticator app',
  passkey: 'a passkey',
  recovery_code: 'a recovery code',
  password: 'their password',
};

/** The second step of signing in, and step-up: the same proof for both, and a new token after it. */
@Injectable()
export class SessionFactors {
  constructor(
    private readonly proofs: FactorProofs,
    private readonly attempts: FactorAttempts,
    private readonly rotation: SessionRotation,
    private readonly alarm: FactorAlarm,
    private readonly accounts: Accounts,
  ) {}

  /** @throws DaybookError `factor.wrong`, `factor.throttled`, `factor.disabled`, `factor.not_available` */
  async verify(dto: FactorDto): Promise<OpenedSession> {
    const { owes, methods } = currentPrincipal().assurance as Assurance;
    if (!methods.includes(dto.type)) throw notAvailable(methods);
    const purpose = owes === 'factor' ? 'their sign-in' : 'that it is them';
    const details = { purpose, factor: IN_WORDS[dto.type], method: dto.type };
    try {
      const proof = await this.#evaluate(dto);
      const opened = await this.rotation.prove(dto.type, async (manager) => {
        const event = await proof.use(manager);
        return { ...event, details: { ...details, ...event.details } };
      });
      await proof.accepted();
      return opened;
    } catch (error) {
      if (error instanceof DaybookError) await this.#failed(details);
      throw error;
    }
  }

  async #evaluate(dto: FactorDto): Promise<FactorProof> {
    const { person, sessionId } = caller();
    if (dto.type === 'passkey') return this.proofs.byPasskey(person, sessionId, dto);
    if (dto.type === 'password') return this.proofs.byPassword(person, dto);
    const turn = await this.attempts.take(person.id, dto.type);
    try {
      return await this.proofs.byCode(dto.type, person, dto.code ?? '', turn);
    } catch (error) {
      await this.alarm.ringAfter(turn);
      throw error;
    }
  }

  /** A failure is recorded in each organization of the account, as a failed sign-in is. */
  async #failed(details: Record<string, string>): Promise<void> {
    const { actor, accountId, sessionId } = currentPrincipal();
    const record = currentRequest();
    if (!record) return;
    const memberships = await this.accounts.memberships(accountId as string);
    record.principal = null;
    record.organizationIds = memberships.map(({ organizationId }) => organizationId);
    record.describe({ actor, outcome: 'failure', details: { ...details, session: sessionId } });
  }
}

const notAvailable = (methods: readonly string[]): DaybookError =>
  new DaybookError(
    'forbidden',
    'factor.not_available',
    `You can prove yourself with: ${methods.join(', ')}.`,
    {
      members: { methods },
    },
  );
