import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock';
import { currentPrincipal } from '../../../platform/context/request-context';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import type { ReviewDigestPreview } from '../reviews.contract';
import { periodUntil } from '../subscriptions/schedule';
import { DigestComposer } from './digest-composer';

/** The review as it would be if it came now, for whoever asks. */
@Injectable()
export class DigestPreview {
  constructor(
    private readonly composer: DigestComposer,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async now(): Promise<ReviewDigestPreview> {
    const { organizationId: id, actor } = currentPrincipal();
    const [organization]: { name: string; time_zone: string }[] = await this.unitOfWork.run(id, (manager) =>
      manager.query('SELECT name, time_zone FROM organizations WHERE id = $1', [id]),
    );
    const { name, time_zone: timeZone } = organization ?? { name: '', time_zone: 'UTC' };
    const period = periodUntil(timeZone, this.clock.now());
    const digest = await this.composer.compose({ id, name, timeZone }, period);
    const { subject, text } = digest.to({ name: actor.name, email: actor.email ?? '' });
    return { subject, text, figures: digest.figures };
  }
}
