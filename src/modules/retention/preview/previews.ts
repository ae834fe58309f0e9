import { Injectable } from '@nestjs/common';
import { Clock, utcDate } from '../../../platform/clock/clock';
import { currentPrincipal, currentRequest } from '../../../platform/context/request-context';
import { AuditReader } from '../../audit/audit.reader';
import { LogSnapshots } from '../../audit/audit.snapshot';
import { holds } from '../../organizations/organizations.permissions';
import { HoldGuard } from '../../holds/holds.guard';
import { HeldCounts } from '../../holds/holds.counts';
import { firstOpenDate, loadPolicy, type Query } from '../policy/load-policy';
import type { Policy, PolicyTerms } from '../policy/policy';
import { policyText } from '../policy/policy-words';
import { policyFaults } from '../policy/policy-faults';
import { weakenings } from '../policy/weakenings';
import type { PolicyPreview, PreviewFigures } from '../retention.contract';
import { forecast } from './forecast';
import { firstToGo, readSamples, type Found } from './samples';
import { stockOf } from './stock';

interface Counted {
  readonly before: Policy;
  readonly figures: PreviewFigures;
  readonly found: readonly Found[];
  /** Of those found, the sequences of what is held. */
  readonly held: ReadonlySet<number>;
}

/** What a policy would do if it were in force now, from the counted tables: the events themselves are not read. */
@Injectable()
export class Previews {
  constructor(
    private readonly snapshots: LogSnapshots,
    private readonly reader: AuditReader,
    private readonly heldCounts: HeldCounts,
    private readonly guard: HoldGuard,
    private readonly clock: Clock,
  ) {}

  async figures(organizationId: string, terms: PolicyTerms): Promise<PreviewFigures> {
    return (await this.#count(organizationId, terms, false)).figures;
  }

  /** For the organization that the caller is bound to; samples only for who may read the log. */
  async preview(terms: PolicyTerms): Promise<PolicyPreview> {
    const principal = currentPrincipal();
    const { organizationId } = principal;
    const reads = holds(principal, 'audit:read');
    const { before, figures, found, held } = await this.#count(organizationId, terms, reads);
    const { events, earlier } = figures;
    currentRequest()?.describe({
      resource: { type: 'retention_policy', id: organizationId },
      details: { from: policyText(before), to: policyText(terms), events, earlier },
    });
    return {
      ...figures,
      weakens: weakenings(before, terms),
      refusals: policyFaults(terms),
      samples: reads ? await readSamples(this.reader, organizationId, found, held) : null,
    };
  }

  /** One moment of policy and stock; how much is held is counted before, because that takes a connection of its own. */
  async #count(organizationId: string, terms: PolicyTerms, samples: boolean): Promise<Counted> {
    const on_hold = await this.heldCounts.of(organizationId);
    return this.snapshots.read(organizationId, async (log) => {
      const { client } = log;
      const query: Query = async (sql, values) => (await client.query(sql, values as unknown[])).rows;
      const before = await loadPolicy(query, organizationId);
      const [open, now] = [await firstOpenDate(query), this.clock.now()];
      const [today, lots] = [utcDate(now), await stockOf(log, log.allHomes)];
      const dates = { today, firstOpen: open > today ? open : today };
      const { figures, earlier } = forecast(lots, { before, after: terms, ...dates });
      const found = samples ? await firstToGo(log, earlier) : [];
      const sequences = found.map(({ sequence }) => sequence);
      const homes = [...new Set(found.map(({ home }) => home))];
      return {
        before,
        figures: { at: now.toISOString(), ...figures, on_hold },
        found,
        held: await this.guard.among(client, organizationId, sequences, homes),
      };
    });
  }
}
