import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock/clock';
import type { ActionSpec } from '../../platform/context/action-spec';
import { currentPrincipal, currentRequest } from '../../platform/context/request-context';
import type { EventDraft, RequestRecord } from '../../platform/context/request-record';
import { isRetryable, sqlState } from '../../platform/database/database-fault';
import { enterOrganization } from '../../platform/database/tenant';
import { unavailable } from '../../platform/errors/daybook-error';
import { ExpiryRule, type ExpiresOn } from './audit.expiry';
import { systemActor } from './audit.recorder';
import type { NewEvent } from './audit.event';
import { EventFlags, type Examine } from './flags/event-flags';
import { appendEvents } from './recording/append';
import type { PreparedEvent } from './recording/event-wire';
import { ownEvent } from './recording/own-event';
import { prepare } from './recording/prepare';
import { requestEvent } from './recording/request-event';
import { EventPartitions } from './storage/partitions';

const TRIES = 3;

/** By what the events of an organization are appended. */
interface Rules {
  readonly expiresOn: ExpiresOn;
  readonly examine: Examine;
}

/** What a change leaves behind: its result, and what its event says of it. */
export interface Change<T> {
  readonly result: T;
  readonly event: EventDraft;
}

/** What several changes at once leave behind. */
export interface Changes<T> {
  readonly result: T;
  readonly events: readonly { readonly spec: ActionSpec; readonly event: EventDraft }[];
}

/**
 * A change and its event in one transaction: both or neither (F1). The event is appended as the last statement before the
 * commit, because it locks the log's head.
 */
@Injectable()
export class UnitOfWork {
  constructor(
    private readonly dataSource: DataSource,
    private readonly partitions: EventPartitions,
    private readonly expiry: ExpiryRule,
    private readonly clock: Clock,
    private readonly flags: EventFlags,
  ) {}

  /**
   * A change that the request being served makes in the organization it is bound to. `work` may run again after a
   * serialization failure, so it touches nothing but the database.
   */
  change<T>(work: (manager: EntityManager) => Promise<Change<T>>): Promise<T> {
    return this.changeIn(currentPrincipal().organizationId, work);
  }

  /** The same for requests that are bound to no organization yet: set-up, sign-in, accepting an invitation. */
  changeIn<T>(organizationId: string, work: (manager: EntityManager) => Promise<Change<T>>): Promise<T> {
    return this.changeAcross([organizationId], work);
  }

  /**
   * A change to what several organizations share, an account: each has the event in its log, all in one transaction. `work`
   * begins in the first. The logs are locked in the order of their ids, so that two such changes never wait in a circle.
   */
  async changeAcross<T>(
    organizationIds: readonly string[],
    work: (manager: EntityManager) => Promise<Change<T>>,
  ): Promise<T> {
    const record = currentRequest();
    if (!record) throw new Error('a change without a request names its action: use systemChange()');
    if (record.aborted || !record.claim())
      throw unavailable('request.aborted', 'The client went away before the change was made.');
    try {
      return await this.#commit(organizationIds, work, (draft) => this.#eventOf(record, draft));
    } catch (error) {
      record.release();
      throw error;
    }
  }

  /** A change that no request makes: a job, a command. */
  systemChange<T>(
    organizationId: string,
    spec: ActionSpec,
    work: (manager: EntityManager) => Promise<Change<T>>,
  ): Promise<T> {
    return this.systemChangeAcross([organizationId], spec, work);
  }

  /** The same with its event in several logs; `work` begins in the first. */
  systemChangeAcross<T>(
    organizationIds: readonly string[],
    spec: ActionSpec,
    work: (manager: EntityManager) => Promise<Change<T>>,
  ): Promise<T> {
    return this.#commit(organizationIds, work, (draft) =>
      ownEvent(spec, this.clock.now(), { actor: systemActor, ...draft }, {}),
    );
  }

  /**
   * The same for work that leaves any number of events, or none: what it found, or that there was nothing to find. They stand in
   * the log in their order, in one piece.
   */
  systemChanges<T>(
    organizationId: string,
    work: (manager: EntityManager) => Promise<Changes<T>>,
  ): Promise<T> {
    return this.#retrying(async () => {
      const { expiresOn, examine } = await this.#rulesOf(organizationId);
      return this.run(organizationId, async (manager) => {
        const { result, events } = await work(manager);
        const now = this.clock.now();
        const prepared = events.map(({ spec, event }) =>
          this.#prepare(ownEvent(spec, now, { actor: systemActor, ...event }, {}), expiresOn),
        );
        if (prepared.length > 0) await this.#append(manager, organizationId, prepared, examine);
        return result;
      });
    });
  }

  /** Reads, or writes that are no events of their own (last use, progress), under one organization's policies. */
  run<T>(organizationId: string, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query(enterOrganization(organizationId));
      return work(manager);
    });
  }

  #eventOf(record: RequestRecord, draft: EventDraft): NewEvent {
    record.describe(draft);
    return requestEvent(record, {
      status: record.successStatus,
      durationMs: this.clock.now().getTime() - record.startedAt.getTime(),
    });
  }

  async #commit<T>(
    organizationIds: readonly string[],
    work: (manager: EntityManager) => Promise<Change<T>>,
    eventOf: (draft: EventDraft) => NewEvent,
  ): Promise<T> {
    const [first = ''] = organizationIds;
    const logs = [...new Set(organizationIds)].toSorted();
    const rules = await Promise.all(logs.map((id) => this.#rulesOf(id)));
    return this.#retrying(() =>
      this.run(first, async (manager) => {
        const { result, event } = await work(manager);
        for (const [n, id] of logs.entries()) {
          // Alone, it is entered already, and need not be told again.
          if (logs.length > 1) await manager.query(enterOrganization(id));
          const { expiresOn, examine } = rules[n] as Rules;
          await this.#append(manager, id, [this.#prepare(eventOf(event), expiresOn)], examine);
        }
        return result;
      }),
    );
  }

  /** Looked up before a transaction begins: they are read by connections of others. */
  async #rulesOf(organizationId: string): Promise<Rules> {
    const [expiresOn, examine] = await Promise.all([
      this.expiry.of(organizationId),
      this.flags.of(organizationId),
    ]);
    return { expiresOn, examine };
  }

  #prepare(event: NewEvent, expiresOn: ExpiresOn): PreparedEvent {
    return prepare(this.flags.placed(event), expiresOn);
  }

  /** After a serialization failure, or for want of a partition that there is by now. */
  async #retrying<T>(transaction: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await transaction();
      } catch (error) {
        if (attempt === TRIES || !(isRetryable(error) || sqlState(error) === 'DY001')) throw error;
      }
    }
  }

  async #append(
    manager: EntityManager,
    organizationId: string,
    events: readonly PreparedEvent[],
    examine: Examine,
  ): Promise<void> {
    await this.partitions.ensure(events.map(({ expiresOn }) => expiresOn));
    await appendEvents(
      (sql, values) => manager.query(sql, values as unknown[]),
      organizationId,
      events,
      examine,
    );
  }
}
