import { Inject, Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { clientOf } from '../../../platform/database/client-of';
import { Clock, DAY_MS } from '../../../platform/clock/clock';
import type { Row } from '../../../platform/database/row';
import { forbidden } from '../../../platform/errors/daybook-error';
import { currentPrincipal } from '../../../platform/context/request-context';
import type { ApprovalView } from '../../approvals/approvals.contract';
import { Approvals } from '../../approvals/approvals.requests';
import { requirePermission } from '../../members/members.access';
import { lockStanding } from '../../members/members.standing';
import { HoldGuard } from '../../holds/holds.guard';
import { loadPolicy, type Policy } from '../../retention/retention.policy';
import { APPROVAL_KIND, type ErasureKind } from '../erasure.actions';
import { ErasureRow } from '../storage/erasure.entity';
import { storeWindows } from '../storage/erasure-windows';
import { ERASURE_OPTIONS, type ErasureOptions } from '../work/erasure-options';
import { obstaclesTo, requireCount, requireNone } from './obstacles';
import { Selecting, type Selection } from './selecting';

/** Where nobody else could agree, there is so much time to think again, or to notice. */
const ALONE_WAIT_MS = 2 * DAY_MS;

export interface Ask {
  readonly kind: ErasureKind;
  readonly expectedCount: number;
  readonly reason: string;
  readonly parts: Row<ErasureRow>['parts'];
  readonly reference?: string;
  readonly personDigests?: readonly string[];
  readonly asked: Row<ErasureRow>['asked'];
}

/** What every request for an erasure goes through, whichever way its events were found. Within the caller's change. */
@Injectable()
export class ErasureAsking {
  constructor(
    private readonly approvals: Approvals,
    private readonly selecting: Selecting,
    private readonly guard: HoldGuard,
    private readonly clock: Clock,
    @Inject(ERASURE_OPTIONS) private readonly options: Pick<ErasureOptions, 'windowEvents'>,
  ) {}

  /**
   * First of all: whoever asks may still do so, holds are neither placed nor released, and no event moves, until the end of the
   * transaction. The order of these locks is that of everybody who takes more than one of them.
   */
  async begin(manager: EntityManager): Promise<{ client: PoolClient; policy: Policy; floor: Date | null }> {
    requirePermission(await lockStanding(manager), 'audit:erase');
    const { organizationId } = currentPrincipal();
    const client = await clientOf(manager);
    await this.guard.lock(client, organizationId);
    await client.query(
      `SELECT pg_advisory_xact_lock(hashtextextended('daybook.moves:' || current_organization_id(), 0))`,
    );
    const policy = await policyOf(client, organizationId);
    return { client, policy, floor: floorOf(policy, this.clock.now()) };
  }

  /** Keeps the selection, and asks for the second person. @throws DaybookError with everything that stands in the way. */
  async ask(
    manager: EntityManager,
    ask: Ask,
    selection: Selection,
    policy: Policy,
  ): Promise<{ row: Row<ErasureRow>; approval: ApprovalView }> {
    const { organizationId, accountId, actor } = currentPrincipal();
    if (accountId === null)
      throw forbidden('session.person_required', 'An API key cannot do this. A person has to sign in.');
    const held = await this.selecting.held(await clientOf(manager), organizationId, selection);
    requireNone(obstaclesTo({ ...selection, ...held }, policy));
    requireCount(ask.expectedCount, selection.events);
    const row = newRow(organizationId, ask, selection, {
      requestedBy: { id: accountId, name: actor.name, email: actor.email },
      requestedAt: this.clock.now(),
    });
    await manager.insert(ErasureRow, row);
    const stored = await storeWindows(
      manager,
      organizationId,
      row.id,
      selection.groups,
      this.options.windowEvents,
    );
    await manager.update(ErasureRow, { organizationId, id: row.id }, stored);
    const approval = await this.approvals.request(manager, {
      kind: APPROVAL_KIND[ask.kind],
      resourceId: row.id,
      what: whatOf(ask, selection.events),
      reason: ask.reason,
      permission: 'audit:erase',
      aloneWaitMs: ALONE_WAIT_MS,
    });
    return { row: { ...row, ...stored }, approval };
  }
}

function newRow(
  organizationId: string,
  { kind, reference, personDigests, asked, parts, reason }: Ask,
  { events, lastSequence }: Selection,
  by: Pick<ErasureRow, 'requestedBy' | 'requestedAt'>,
): Row<ErasureRow> {
  return {
    organizationId,
    id: uuidv7(),
    kind,
    state: 'asked',
    reference: reference ?? null,
    personDigests: personDigests ?? null,
    asked,
    parts,
    reason,
    ...by,
    lastSequence,
    events,
    rangeCount: 0,
    rangesSha256: '',
    eventId: null,
    startedAt: null,
    finishedAt: null,
    erased: 0,
    skipped: {},
    failures: 0,
    failure: null,
  };
}

function whatOf({ kind, reference, parts }: Ask, events: number): string {
  const from = events === 1 ? '1 event' : `${events} events`;
  return kind === 'person'
    ? `erase a person (${reference}) from ${from}`
    : `erase the ${parts.join(', ')} of ${from}`;
}

export const policyOf = (client: PoolClient, organizationId: string): Promise<Policy> =>
  loadPolicy(async (sql, values) => (await client.query(sql, values as unknown[])).rows, organizationId);

/** What happened after it may not go yet. */
export const floorOf = ({ floorDays }: Policy, now: Date): Date | null =>
  floorDays === null ? null : new Date(now.getTime() - floorDays * DAY_MS);
