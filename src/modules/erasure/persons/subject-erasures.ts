import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock';
import { currentPrincipal } from '../../../platform/context/request-context';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import { PART_NAMES } from '../../audit/audit.tombstones';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { Approvals } from '../../approvals/approvals.requests';
import type { SubjectErasureView } from '../erasure.contract';
import type { SubjectErasureDto } from '../http/subject-erasure.dto';
import { ErasureAsking } from '../requests/erasure-asking';
import type { Selection } from '../requests/selecting';
import { subjectErasureView } from '../storage/erasure-view';
import { digestsOf, newReference } from './identifiers';
import { personOf, requireUnnamed, requireWhole } from './person-of';
import { PersonSearch } from './person-search';

/** Asking for the erasure of a person from all events that carry them. The log is told a reference, and never who it is. */
@Injectable()
export class SubjectErasures {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly asking: ErasureAsking,
    private readonly search: PersonSearch,
    private readonly approvals: Approvals,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly settings: Pick<Settings, 'secret'>,
  ) {}

  /**
   * What an event carries never changes, so it is looked for before the transaction: no event that was found can lose its place among
   * them but by being erased or purged, which is noticed when it comes to it.
   * @throws DaybookError `erasure.*`, which says everything that stands in the way.
   */
  async request(dto: SubjectErasureDto): Promise<SubjectErasureView> {
    const { organizationId } = currentPrincipal();
    const person = personOf(dto.person);
    requireUnnamed(dto.reason, person);
    const found = await this.search.find(organizationId, person, {
      includeContent: dto.include_content ?? false,
      through: dto.last_sequence ?? Infinity,
      now: this.clock.now(),
    });
    requireWhole(found.complete, dto.partial_search ?? false);
    const reference = newReference();
    const ask = {
      kind: 'person',
      expectedCount: dto.expected_count,
      reason: dto.reason,
      parts: partsIn(found),
      reference,
      personDigests: digestsOf(this.settings.secret, organizationId, person),
      asked: { person },
    } as const;
    const view = await this.unitOfWork.change(async (manager) => {
      const { policy } = await this.asking.begin(manager);
      const { row, approval } = await this.asking.ask(manager, ask, { ...found, protectedEvents: 0 }, policy);
      const { id, events, reason, rangeCount: range_count, rangesSha256: ranges_sha256 } = row;
      const details = { events, parts: ask.parts.join(', '), reason, range_count, ranges_sha256 };
      return {
        result: subjectErasureView(row, approval),
        event: { resource: { type: 'subject_erasure', id, name: reference }, details },
      };
    });
    this.approvals.deliverSoon();
    return view;
  }
}

/** All that go from any of the events. */
export const partsIn = ({ groups }: Pick<Selection, 'groups'>) =>
  PART_NAMES.filter((name) => groups.some(({ parts }) => parts.includes(name)));
