import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock, utcDate } from '../../../platform/clock/clock';
import { currentPrincipal } from '../../../platform/context/request-context';
import type { Row } from '../../../platform/database/row';
import { conflict, invalidField } from '../../../platform/errors/daybook-error';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { HeldCounts } from '../holds.counts';
import type { LegalHoldPatchDto, NewLegalHoldDto } from '../http/legal-hold.dto';
import { LegalHold, referTo } from '../storage/legal-hold.entity';
import { lockedHold, moveHead } from '../storage/locked-hold';
import { caller } from './caller';
import { HoldNotices } from './hold-notices';
import { filterOf, holdQuery, rangeOf } from './hold-query';

/** Each event of a date that has passed is held against all of them. */
const MOST_HOLDS = 100;
const MOST_ADDITIONS = 100;

/** Placing a hold, and what may be said of it later. What it matches never changes. */
@Injectable()
export class LegalHolds {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly notices: HoldNotices,
    private readonly counts: HeldCounts,
    private readonly clock: Clock,
  ) {}

  /**
   * The log is locked before the head of the holds: a purge that has it under the axe ends first, or waits and looks again. Once
   * this returns, nothing goes that the hold matches and that was there.
   */
  async place(dto: NewLegalHoldDto): Promise<string> {
    const { organizationId } = currentPrincipal();
    const now = this.clock.now();
    const { name, reason, review_on = null } = dto;
    this.#requireFuture(review_on);
    const hold: Row<LegalHold> = {
      organizationId,
      id: uuidv7(),
      name,
      reason,
      additions: [],
      filter: filterOf(dto.query),
      query: holdQuery(dto.query, now),
      placedBy: caller(),
      placedAt: now,
      reviewOn: review_on,
      reviewNotifiedAt: null,
      releaseAskedAt: null,
      releasedAt: null,
      releasedBy: null,
      releaseReason: null,
    };
    await this.unitOfWork.change(async (manager) => {
      await manager.query('LOCK TABLE ONLY events IN ACCESS SHARE MODE');
      await moveHead(manager, organizationId);
      await requireRoom(manager, organizationId);
      await manager.insert(LegalHold, hold);
      await this.#tell(manager, hold);
      const details = { reason, query: hold.filter, range: rangeOf(hold.query), review_on };
      return { result: undefined, event: { resource: referTo(hold), details } };
    });
    this.counts.forget(organizationId);
    this.notices.deliverSoon();
    return hold.id;
  }

  /** Another name or day of review; a reason is added to those that were given. */
  async update(id: string, { name, reason, review_on }: LegalHoldPatchDto): Promise<void> {
    this.#requireFuture(review_on);
    await this.unitOfWork.change(async (manager) => {
      const { organizationId } = currentPrincipal();
      const before = await lockedHold(manager, organizationId, id);
      const by = caller();
      const addition = reason === undefined ? [] : [{ text: reason, by, at: this.clock.now().toISOString() }];
      const fields = {
        name: name ?? before.name,
        additions: [...before.additions, ...addition],
        reviewOn: review_on === undefined ? before.reviewOn : review_on,
        reviewNotifiedAt: review_on === undefined ? before.reviewNotifiedAt : null,
      };
      if (fields.additions.length > MOST_ADDITIONS)
        throw conflict(
          'legal_hold.too_long',
          `A hold takes at most ${MOST_ADDITIONS} additions to its reason.`,
        );
      await manager.update(LegalHold, { organizationId, id }, fields);
      const told = (hold: Pick<LegalHold, 'name' | 'reviewOn'>) => ({
        name: hold.name,
        review_on: hold.reviewOn,
      });
      return {
        result: undefined,
        event: {
          resource: referTo({ id, name: fields.name }),
          changes: { before: told(before), after: told(fields) },
          details: { ...(reason === undefined ? {} : { reason }) },
        },
      };
    });
  }

  #requireFuture(reviewOn: string | null | undefined): void {
    if (reviewOn && reviewOn <= utcDate(this.clock.now()))
      throw invalidField('/review_on', 'must be a day to come');
  }

  #tell(manager: EntityManager, { organizationId, name, reason, placedBy }: Row<LegalHold>): Promise<void> {
    return this.notices.tellOwners(manager, organizationId, `Legal hold placed: ${name}`, [
      `${placedBy.name ?? 'Somebody'} placed the legal hold ${name}. What it matches is neither purged nor erased until it is released.`,
      `The reason given: ${reason}`,
    ]);
  }
}

async function requireRoom(manager: EntityManager, organizationId: string): Promise<void> {
  if ((await manager.countBy(LegalHold, { organizationId, releasedAt: IsNull() })) >= MOST_HOLDS)
    throw conflict(
      'legal_hold.too_many',
      `An organization has at most ${MOST_HOLDS} legal holds in force. Release one that is not needed any more.`,
    );
}
