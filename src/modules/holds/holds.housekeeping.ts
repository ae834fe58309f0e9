import { Injectable } from '@nestjs/common';
import { DueReviews } from './keeping/due-reviews';
import { DueReleases } from './releasing/due-releases';

/** What `recurring-steps.ts` has to call from time to time. Safe to run in several processes at once. */
@Injectable()
export class HoldHousekeeping {
  constructor(
    private readonly releases: DueReleases,
    private readonly reviews: DueReviews,
  ) {}

  /** Holds whose release was agreed to or waited for, and those whose day of review has come. */
  async sweep(signal: AbortSignal): Promise<{ released: number; reviewed: number }> {
    return { released: await this.releases.run(signal), reviewed: await this.reviews.run(signal) };
  }
}
