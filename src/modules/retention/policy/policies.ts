import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../../platform/clock/clock';
import { currentPrincipal, currentRequest } from '../../../platform/context/request-context';
import { invalid } from '../../../platform/errors/daybook-error';
import { UnitOfWork, type Change } from '../../audit/audit.unit-of-work';
import { requirePermission } from '../../members/members.access';
import { lockStanding } from '../../members/members.standing';
import { ChangeRequests } from '../changes/change-requests';
import { MANAGE } from '../changes/change-store';
import { Previews } from '../preview/previews';
import type { PreviewFigures, RetentionPolicyView, Weakening } from '../retention.contract';
import { loadPolicy } from './load-policy';
import { termsOf, type Policy, type PolicyTerms } from './policy';
import { PolicyAftermath } from './policy-aftermath';
import { changeDraft } from './policy-event';
import { policyFaults } from './policy-faults';
import { PolicyViews } from './policy-views';
import { weakeningsText } from './policy-words';
import { lockPolicy, queryOf, savePolicy } from './save-policy';
import { weakenings } from './weakenings';

const ACCEPTED = 202;
/** Of the ways in which a change makes a policy weaker, an event lists so many. */
const MOST_LISTED = 20;

interface Asked {
  readonly organizationId: string;
  readonly before: Policy;
  readonly terms: PolicyTerms;
  readonly weakens: readonly Weakening[];
  readonly reason: string | null;
}

/** What became of a wish for another policy. */
export interface Decided {
  readonly view: RetentionPolicyView;
  /** Nothing has changed yet: it waits in `view.pending`. */
  readonly waits: boolean;
}

/** The retention policy of the organization that the caller is bound to. */
@Injectable()
export class Policies {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly views: PolicyViews,
    private readonly requests: ChangeRequests,
    private readonly previews: Previews,
    private readonly aftermath: PolicyAftermath,
    private readonly clock: Clock,
  ) {}

  current(): Promise<RetentionPolicyView> {
    const { organizationId } = currentPrincipal();
    return this.unitOfWork.run(organizationId, async (manager) => {
      const policy = await loadPolicy(queryOf(manager), organizationId);
      return this.views.of(manager, organizationId, policy);
    });
  }

  /**
   * What protects as much as before, or more, counts at once; anything weaker is asked for, with a reason.
   * @throws DaybookError `request.invalid`, `retention_policy.change_pending`
   */
  async change(terms: PolicyTerms, reason: string | null): Promise<Decided> {
    const { organizationId } = currentPrincipal();
    const preview = await this.#previewOf(organizationId, terms);
    const decided = await this.unitOfWork.change(async (manager) => {
      await requireManager(manager);
      const before = await lockPolicy(queryOf(manager), organizationId, this.clock.now());
      const asked = { organizationId, before, terms, reason, weakens: weakenings(before, terms) };
      currentRequest()?.describe(draftOf(asked));
      requireFaultless(terms);
      return asked.weakens.length > 0 ? this.#ask(manager, asked, preview) : this.#apply(manager, asked);
    });
    if (decided.waits) this.requests.deliverSoon();
    else await this.aftermath.of(organizationId);
    return decided;
  }

  /** As somebody else than who asked. `seen` is the change that was looked at. */
  async approve(seen: string): Promise<RetentionPolicyView> {
    const { organizationId } = currentPrincipal();
    const view = await this.unitOfWork.change(async (manager) => {
      await requireManager(manager);
      const change = await this.#describeWaiting(manager, organizationId);
      await this.requests.approve(manager, change, seen);
      const policy = await loadPolicy(queryOf(manager), organizationId);
      return { result: await this.views.of(manager, organizationId, policy), event: {} };
    });
    this.requests.deliverSoon();
    return view;
  }

  /** Withdraws what the caller asked for, or refuses what another did. */
  async withdraw(): Promise<void> {
    const { organizationId } = currentPrincipal();
    await this.unitOfWork.change(async (manager) => {
      await requireManager(manager);
      const change = await this.#describeWaiting(manager, organizationId);
      const outcome = await this.requests.withdraw(manager, organizationId, change);
      return { result: undefined, event: { action: `retention_policy.change_${outcome}` } };
    });
    this.requests.deliverSoon();
  }

  /** Counted before the transaction, which so holds no lock for it. */
  async #previewOf(organizationId: string, terms: PolicyTerms): Promise<PreviewFigures | null> {
    const before = await this.unitOfWork.run(organizationId, (manager) =>
      loadPolicy(queryOf(manager), organizationId),
    );
    if (policyFaults(terms).length > 0 || weakenings(before, terms).length === 0) return null;
    return this.previews.figures(organizationId, terms);
  }

  async #apply(manager: EntityManager, asked: Asked): Promise<Change<Decided>> {
    const { organizationId, before, terms, reason } = asked;
    const { actor, accountId } = currentPrincipal();
    const changedBy = { id: accountId, name: actor.name, email: actor.email };
    const authors = { changedBy, approvedBy: null, reason, at: this.clock.now() };
    const after = await savePolicy(queryOf(manager), organizationId, before, terms, authors);
    const view = await this.views.of(manager, organizationId, after);
    return { result: { view, waits: false }, event: draftOf(asked, { version: after.version }) };
  }

  async #ask(manager: EntityManager, asked: Asked, preview: PreviewFigures | null): Promise<Change<Decided>> {
    const { organizationId, before, terms, weakens, reason } = asked;
    const approval = await this.requests.open(manager, organizationId, {
      base: before,
      terms,
      weakens,
      reason,
      preview,
    });
    const record = currentRequest();
    if (record) record.successStatus = ACCEPTED;
    const { resource_id: change_id, what, not_before } = approval;
    const view = await this.views.of(manager, organizationId, before);
    const event = {
      ...draftOf(asked, { change_id, what, not_before }),
      action: 'retention_policy.change_requested',
    };
    return { result: { view, waits: true }, event };
  }

  /** What the event says of it, whether the rest succeeds or not. */
  async #describeWaiting(manager: EntityManager, organizationId: string) {
    const change = await this.requests.waiting(manager, organizationId);
    const { id, base, policy, weakens, reason } = change;
    currentRequest()?.describe(
      changeDraft(organizationId, termsOf(base), termsOf(policy), {
        change_id: id,
        what: weakeningsText(weakens),
        reason,
      }),
    );
    return change;
  }
}

/** Changes to a policy wait for each other, and for changes of roles. */
async function requireManager(manager: EntityManager): Promise<void> {
  requirePermission(await lockStanding(manager), MANAGE);
}

function requireFaultless(terms: PolicyTerms): void {
  const faults = policyFaults(terms);
  if (faults.length === 0) return;
  const told = faults.map(({ pointer, detail }) => `${pointer.slice(1)} ${detail}`).join('; ');
  throw invalid('request.invalid', `This policy cannot be: ${told}.`, faults);
}

const draftOf = (
  { organizationId, before, terms, weakens, reason }: Asked,
  more: Readonly<Record<string, unknown>> = {},
) => changeDraft(organizationId, before, terms, { reason, weakens: weakens.slice(0, MOST_LISTED), ...more });
