import { Inject, Injectable } from '@nestjs/common';
import type { Message } from '../../../platform/mail/mail-outbox';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import { ReviewFigures } from '../figures/review-figures';
import type { ReviewFigures as Figures } from '../reviews.contract';
import type { Period } from '../subscriptions/schedule';
import { digestLetter } from './digest-letter';

export interface Reviewed {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
}

/** A review with whom it is for left open: whoever wants the same week of the same organization gets the same figures. */
export interface Digest {
  readonly figures: Figures;
  to(person: { readonly name: string | null; readonly email: string }): Message;
}

@Injectable()
export class DigestComposer {
  constructor(
    private readonly figures: ReviewFigures,
    @Inject(CONFIG) private readonly settings: Pick<Settings, 'http'>,
  ) {}

  async compose({ id, name: organization, timeZone }: Reviewed, period: Period): Promise<Digest> {
    const figures = await this.figures.of(id, period, timeZone);
    const { publicUrl } = this.settings.http;
    return {
      figures,
      to: ({ name, email }) => digestLetter({ to: email, name, organization, publicUrl, figures }),
    };
  }
}
