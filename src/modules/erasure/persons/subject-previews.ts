import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock';
import { currentPrincipal } from '../../../platform/context/request-context';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import { AuditRecorder } from '../../audit/audit.recorder';
import type { PersonView, SubjectErasurePreview } from '../erasure.contract';
import type { SubjectWishDto } from '../http/subject-erasure.dto';
import { ErasurePreviews } from '../requests/erasure-preview';
import { digestsOf } from './identifiers';
import { personOf } from './person-of';
import { PersonSearch } from './person-search';
import { partsIn } from './subject-erasures';

/** What the erasure of a person would take, and whom it found. */
@Injectable()
export class SubjectPreviews {
  constructor(
    private readonly previews: ErasurePreviews,
    private readonly search: PersonSearch,
    private readonly recorder: AuditRecorder,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly settings: Pick<Settings, 'secret'>,
  ) {}

  /** The event of this request says how many events, and not whose. */
  async preview({ person: given, include_content = false }: SubjectWishDto): Promise<SubjectErasurePreview> {
    const { organizationId } = currentPrincipal();
    const person = personOf(given);
    const found = await this.search.find(organizationId, person, {
      includeContent: include_content,
      through: Infinity,
      now: this.clock.now(),
    });
    const judged = await this.previews.inLog(organizationId, (client) =>
      this.previews.judged(client, organizationId, { ...found, protectedEvents: 0 }),
    );
    this.recorder.describe({ details: { events: found.events } });
    return {
      events: found.events,
      last_sequence: found.lastSequence,
      parts: partsIn(found),
      ...judged,
      already_erased: found.alreadyErased,
      events_as_actor: found.eventsAsActor,
      events_with_content: found.eventsWithContent,
      protected: found.protectedEvents,
      identities: found.identities,
      complete: found.complete,
      earlier: await this.#earlier(organizationId, person),
      samples: await this.previews.samples(organizationId, found),
    };
  }

  #earlier(organizationId: string, person: PersonView): Promise<string[]> {
    const digests = digestsOf(this.settings.secret, organizationId, person);
    return this.previews.inLog(organizationId, async (client) => {
      const { rows } = await client.query<{ reference: string }>(
        `SELECT reference FROM erasures WHERE organization_id = $1 AND kind = 'person' AND state = 'done' AND person_digests && $2 ORDER BY id`,
        [organizationId, digests],
      );
      return rows.map(({ reference }) => reference);
    });
  }
}
