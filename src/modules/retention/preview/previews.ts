import { Injectable } from '@nestjs/common';
import { Clock, utcDate } from '../../../platform/clock/clock';
import { currentPrincipal, currentRequest } from '../../../platform/context/request-context';
import { AuditReader } from '../../audit/audit.reader';
import { LogSnapshots } from '../../audit/audit.snapshot';
import { holds } from '../../members/members.permissions';
import { OnHold } from '../holding/on-hold';
import { firstOpenDate, loadPolicy, type Query } from '../policy/load-policy';
import type { Policy, PolicyTerms } from '../policy/policy';
import { policyText } from '../policy/policy-words';
import { policyFaults } from '../policy/policy-faults';
import { weakenings } from '../policy/weakenings';
import type { PolicyPreview, PreviewFigures } from '../retention.contract';
import { forecast, type Forecast } from './forecast';
import { firstToGo, readSamples, type Found } from './samples';
import { stockOf } from './stock';

interface Counted {
  readonly before: Policy;
  readonly figures: PreviewFigures;
  readonly found: readonly Found[];
}

/** What a policy would do if it were in force now, from the counted tables: the events themselves are not read. */
@Injectable()
export class Previews {
  constructor(
    private readonly snapshots: LogSnapshots,
    private readonly reader: AuditReader,
    private readonly onHold: OnHold,
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
    const { before, figures, found } = await this.#count(organizationId, terms, reads);
    const { events, earlier } = figures;
    currentRequest()?.describe({
      resource: { type: 'retention_policy', id: organizationId },
      details: { from: policyText(before), to: policyText(terms), events, earlier },
    });
    return {
      ...figures,
      weakens: weakenings(before, terms),
      refusals: policyFaults(terms),
      samples: reads ? await readSamples(this.reader, organizationId, found) : null,
    };
  }

  /** One moment of policy, stock and holds. */
  #count(organizationId: string, terms: PolicyTerms, samples: boolean): Promise<Counted> {
    return this.snapshots.read(organizationId, async (log) => {
      const query: Query = async (sql, values) => (await log.client.query(sql, values as unknown[])).rows;
      const before = await loadPolicy(query, organizationId);
      const now = this.clock.now();
      const open = await firstOpenDate(query);
      const [today, lots] = [utcDate(now), await stockOf(log, log.allHomes)];
      const firstOpen = open > today ? open : today;
      const { figures, earlier }: Forecast = forecast(lots, { before, after: terms, today, firstOpen });
      const on_hold = await this.onHold.count(log.client, organizationId);
      return {
        before,
        figures: { at: now.toISOString(), ...figures, on_hold },
        found: samples ? await firstToGo(log, earlier) : [],
      };
    });
  }
}
