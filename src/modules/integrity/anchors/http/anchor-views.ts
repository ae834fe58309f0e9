import { Inject, Injectable } from '@nestjs/common';
import { currentPrincipal } from '../../../../platform/context/request-context';
import { UnitOfWork } from '../../../audit/audit.unit-of-work';
import type { AnchorsView } from '../../integrity.anchors.contract';
import { channelsOf, type Way } from '../channels';
import { BY_MAIL, CheckpointMails } from '../mails/checkpoint-mails';
import { rhythmOf } from '../mails/rhythm';
import { OUTSIDES } from '../outsides';
import type { Outside } from '../places/outside';
import { presentAnchors } from './anchor.presenter';
import { queryIn } from '../query-in';

/** What there is to know of a log's anchors. */
@Injectable()
export class AnchorViews {
  constructor(
    @Inject(OUTSIDES) private readonly outsides: readonly Outside[],
    private readonly unitOfWork: UnitOfWork,
    private readonly mails: CheckpointMails,
  ) {}

  current(): Promise<AnchorsView> {
    const { organizationId } = currentPrincipal();
    return this.unitOfWork.run(organizationId, async (manager) => {
      const query = queryIn(manager);
      const [watch] = await query('SELECT overdue_since FROM anchor_watches WHERE organization_id = $1', [
        organizationId,
      ]);
      const rhythm = await rhythmOf(query, organizationId);
      const configured: Way[] = this.outsides.map(({ kind, place }) => ({ kind, place }));
      if (this.mails.leave && rhythm !== 'off') configured.push(BY_MAIL);
      return presentAnchors({
        channels: await channelsOf(query, organizationId),
        configured,
        overdueSince: (watch?.overdue_since ?? null) as Date | null,
        mail: { rhythm, leaves: this.mails.leave },
      });
    });
  }
}
