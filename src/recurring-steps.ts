import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { OrganizationDeletions } from './modules/offboarding/offboarding.deletions';
import { Recurrence } from './recurrence';

const SECOND_MS = 1_000;

/** What people asked for and time makes due: waiting periods that end, grants that lapse, exports by the calendar. */
@Injectable()
export class RecurringSteps {
  constructor(
    private readonly recurrence: Recurrence,
    private readonly deletions: OrganizationDeletions,
  ) {}

  /** Organizations whose thirty days are over. */
  @Interval(60 * SECOND_MS)
  deleteOrganizations(): Promise<void> {
    return this.recurrence.run('delete organizations', (signal) => this.deletions.run(signal));
  }
}
