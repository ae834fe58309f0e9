import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../../platform/clock/clock';
import { currentPrincipal } from '../../../platform/context/request-context';
import type { JsonObject } from '../../../platform/context/request-record';
import { notFound } from '../../../platform/errors/daybook-error';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { WEEKDAYS, type Weekday } from '../../organizations/organizations.contract';
import type { ReviewDigestSettings } from '../reviews.contract';
import { ReviewDigestRow } from './review-digest.entity';
import { nextDigest } from './schedule';

const DEFAULT = { weekday: 1, hour: 8 };

/** Whether and when somebody gets the weekly review of the organization they are signed in to. */
@Injectable()
export class Subscriptions {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  current(): Promise<ReviewDigestSettings> {
    const { organizationId } = currentPrincipal();
    return this.unitOfWork.run(organizationId, async (manager) => this.#view(manager, await find(manager)));
  }

  /** What is left out stays as it was, or is Monday, 8:00. */
  subscribe(wanted: { weekday?: Weekday; hour?: number }): Promise<ReviewDigestSettings> {
    return this.unitOfWork.change(async (manager) => {
      const before = await find(manager);
      const after = {
        ...key(),
        weekday: wanted.weekday ? WEEKDAYS.indexOf(wanted.weekday) + 1 : (before?.weekday ?? DEFAULT.weekday),
        hour: wanted.hour ?? before?.hour ?? DEFAULT.hour,
        createdAt: before?.createdAt ?? this.clock.now(),
      };
      await manager.upsert(ReviewDigestRow, after, ['organizationId', 'accountId']);
      return {
        result: await this.#view(manager, after),
        event: { changes: { before: before && told(before), after: told(after) } },
      };
    });
  }

  /** @throws DaybookError `review_digest.not_found` */
  unsubscribe(): Promise<void> {
    return this.unitOfWork.change(async (manager) => {
      const before = await find(manager);
      if (!before) throw notFound('review digest');
      await manager.delete(ReviewDigestRow, key());
      return { result: undefined, event: { changes: { before: told(before), after: null } } };
    });
  }

  async #view(manager: EntityManager, row: ReviewDigestRow | null): Promise<ReviewDigestSettings> {
    const { organizationId, accountId } = key();
    const { weekday, hour } = row ?? DEFAULT;
    const [{ time_zone, last_week } = { time_zone: 'UTC', last_week: null }]: FactRow[] = await manager.query(
      `SELECT o.time_zone, (SELECT max(w.week)::text FROM review_digest_weeks w WHERE w.organization_id = o.id AND w.account_id = $2) AS last_week
         FROM organizations o WHERE o.id = $1`,
      [organizationId, accountId],
    );
    const subscription = row && {
      weekday,
      hour,
      createdAt: row.createdAt,
      timeZone: time_zone,
      lastWeek: last_week,
    };
    return {
      subscribed: row !== null,
      weekday: WEEKDAYS[weekday - 1] as Weekday,
      hour,
      time_zone,
      next_at: subscription && nextDigest(subscription, this.clock.now()).toISOString(),
    };
  }
}

interface FactRow {
  readonly time_zone: string;
  readonly last_week: string | null;
}

function key(): { organizationId: string; accountId: string } {
  const { organizationId, accountId } = currentPrincipal();
  return { organizationId, accountId: accountId as string };
}

const find = (manager: EntityManager): Promise<ReviewDigestRow | null> =>
  manager.findOneBy(ReviewDigestRow, key());

const told = ({ weekday, hour }: Pick<ReviewDigestRow, 'weekday' | 'hour'>): JsonObject => ({
  weekday: WEEKDAYS[weekday - 1],
  hour,
});
