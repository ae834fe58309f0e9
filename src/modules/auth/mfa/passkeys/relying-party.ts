import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '../../../../platform/platform.tokens';
import type { Settings } from '../../../../platform/settings';

/** Who authenticators are told they deal with: the site at PUBLIC_URL, exactly. */
@Injectable()
export class RelyingParty {
  readonly name = 'Daybook';
  readonly id: string;
  readonly origin: string;

  constructor(@Inject(CONFIG) settings: Settings) {
    const url = new URL(settings.http.publicUrl);
    this.id = url.hostname;
    this.origin = url.origin;
  }
}
