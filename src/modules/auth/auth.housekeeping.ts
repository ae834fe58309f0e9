import { Injectable } from '@nestjs/common';
import { IdempotencyStore } from '../../platform/http/idempotency/idempotency-store';
import { PasskeyChallenges } from './mfa/passkeys/passkey-challenges';
import { DueResets } from './mfa/resets/due-resets';
import { PasswordResets } from './passwords/password-resets';
import { SessionExpiry } from './sessions/session-expiry';
import { SignInThrottle } from './sessions/sign-in-throttle';

/** What `recurring-work.ts` has to call from time to time. Safe to run in several processes at once. */
@Injectable()
export class AuthHousekeeping {
  constructor(
    private readonly expiry: SessionExpiry,
    private readonly throttle: SignInThrottle,
    private readonly resets: PasswordResets,
    private readonly idempotency: IdempotencyStore,
    private readonly factorResets: DueResets,
    private readonly challenges: PasskeyChallenges,
  ) {}

  /** Ends sessions that nobody came back to; returns how many. */
  endExpiredSessions(): Promise<number> {
    return this.expiry.endDue();
  }

  /** Writes the mails of password resets that were left lying; returns how many. */
  answerPasswordResets(): Promise<number> {
    return this.resets.answerDue();
  }

  /** Takes away factors whose loss an Owner reported a day ago; returns how many reports there were. */
  resetLostFactors(): Promise<number> {
    return this.factorResets.run();
  }

  /** What requests left behind for a while: counters of sign-ins, answers to repetitions. */
  async forgetOld(): Promise<void> {
    await this.throttle.forgetOld();
    await this.resets.forgetOld();
    await this.challenges.forgetOld();
    await this.idempotency.forgetOld();
  }
}
