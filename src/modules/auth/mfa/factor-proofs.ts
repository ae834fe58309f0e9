import { Injectable } from '@nestjs/common';
import { DaybookError } from '../../../platform/errors/daybook-error';
import type { Person } from '../auth.accounts';
import { PasswordProof } from '../auth.password-proof';
import type { Turn } from './factor-attempts';
import { nothingMore, wrongFactor, type FactorProof } from './factor-proof';
import { PasskeyVerifier } from './passkeys/passkey-verifier';
import { RecoveryCodeVerifier } from './recovery-codes/recovery-code-verifier';
import type { FactorDto } from './session-factors.dto';
import { TotpVerifier } from './totp/totp-verifier';

/** Of what was sent, whether it proves anything. Every refusal is `factor.wrong`, whatever was wrong with it. */
@Injectable()
export class FactorProofs {
  constructor(
    private readonly totp: TotpVerifier,
    private readonly recoveryCodes: RecoveryCodeVerifier,
    private readonly passkeys: PasskeyVerifier,
    private readonly password: PasswordProof,
  ) {}

  byCode(type: 'totp' | 'recovery_code', person: Person, code: string, turn: Turn): Promise<FactorProof> {
    const verifier = type === 'totp' ? this.totp : this.recoveryCodes;
    return verifier.evaluate(person.id, code, turn);
  }

  byPasskey(person: Person, sessionId: string, { credential }: FactorDto): Promise<FactorProof> {
    return this.passkeys.verifyFor(person.id, sessionId, credential ?? {});
  }

  async byPassword({ email }: Person, { password }: FactorDto): Promise<FactorProof> {
    try {
      await this.password.require(email, password ?? '');
    } catch (error) {
      throw error instanceof DaybookError && error.kind === 'unauthenticated' ? wrongFactor() : error;
    }
    return { use: () => Promise.resolve({}), accepted: nothingMore };
  }
}
