import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Signing } from '../../../platform/crypto/signing';
import { Audited, Public } from '../../../platform/http/declarations';
import { SigningKeys } from '../../integrity/integrity.signing-keys';
import type { SigningKeyList } from '../exports.contract';

@ApiTags('exports')
@Controller('v1/signing-keys')
export class SigningKeysController {
  constructor(
    private readonly signing: Signing,
    private readonly keys: SigningKeys,
  ) {}

  /** Whom signatures of exports and checkpoints are from: for whoever was given a file, signed in or not. The newest comes first. */
  @Get()
  @Public()
  @Audited('signing_keys.viewed')
  @ApiOkResponse({ description: 'The public keys as PEM, and when each signed' })
  async list(): Promise<SigningKeyList> {
    await this.keys.refresh();
    return { data: this.signing.generations.toReversed().map(present), next_cursor: null, prev_cursor: null };
  }
}

const present = ({ generation, key, from, retired }: Signing['generations'][number]) => ({
  id: key.keyId,
  algorithm: 'ed25519' as const,
  public_key: key.publicKeyPem,
  generation,
  from: from.toISOString(),
  retired: retired?.toISOString() ?? null,
});
