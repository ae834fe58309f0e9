import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/clock/clock';
import { currentPrincipal } from '../../../../platform/context/request-context';
import { UnitOfWork } from '../../../audit/audit.unit-of-work';
import type { CheckpointMailSettings, MailRhythm } from '../../integrity.anchors.contract';
import { channelsOf } from '../channels';
import { BY_MAIL, CheckpointMails } from './checkpoint-mails';
import { dueAfter, rhythmOf } from './rhythm';
import { queryIn } from '../query-in';

const RHYTHM = `INSERT INTO anchor_watches (organization_id, mail_rhythm) VALUES ($1, $2)
  ON CONFLICT (organization_id) DO UPDATE SET mail_rhythm = excluded.mail_rhythm`;
const DUE = `UPDATE anchor_channels SET due_at = $2 WHERE organization_id = $1 AND kind = 'mail' AND pending IS NULL`;

/** How often an organization's Owners get the checkpoint. */
@Injectable()
export class CheckpointMailRhythm {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly mails: CheckpointMails,
    private readonly clock: Clock,
  ) {}

  /** The next one comes when it would have, had it been so since the last. To do without them is critical. */
  set(rhythm: MailRhythm): Promise<CheckpointMailSettings> {
    const { organizationId } = currentPrincipal();
    return this.unitOfWork.change(async (manager) => {
      const query = queryIn(manager);
      const before = await rhythmOf(query, organizationId);
      const channel = (await channelsOf(query, organizationId)).find(({ kind }) => kind === BY_MAIL.kind);
      await query(RHYTHM, [organizationId, rhythm]);
      await query(DUE, [organizationId, dueAfter(channel?.succeededAt ?? this.clock.now(), rhythm)]);
      return {
        result: { rhythm, leaves: this.mails.leave },
        event: {
          changes: { before: { rhythm: before }, after: { rhythm } },
          flags: rhythm === 'off' ? ['critical'] : [],
        },
      };
    });
  }
}
