import { Injectable } from '@nestjs/common';
import { SessionExpiry } from './sessions/session-expiry';
import { SignInThrottle } from './sessions/sign-in-throttle';

/** What `recurring-work.ts` has to call from time to time. Safe to run in several processes at once. */
@Injectable()
export class AuthHousekeeping {
  constructor(
    private readonly expiry: SessionExpiry,
    private readonly throttle: SignInThrottle,
  ) {}

  /** Ends sessions that nobody came back to; returns how many. */
  endExpiredSessions(): Promise<number> {
    return this.expiry.endDue();
  }

  forgetOldAttempts(): Promise<void> {
    return this.throttle.forgetOld();
  }
}
