import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Sessions } from '../auth.sessions';
import { EnrolledFactors } from './enrolled-factors';

/** Takes all of an account's factors away, and every session that one of them may have opened. */
@Injectable()
export class LostFactors {
  constructor(
    private readonly factors: EnrolledFactors,
    private readonly sessions: Sessions,
  ) {}

  /** Returns how many sessions ended. */
  async forget(manager: EntityManager, accountId: string): Promise<number> {
    await this.factors.forget(manager, accountId);
    return this.sessions.endElsewhere(manager, accountId, null);
  }
}
