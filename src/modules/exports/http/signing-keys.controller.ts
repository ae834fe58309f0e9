import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Signing } from '../../../platform/crypto/signing';
import { Audited, Public } from '../../../platform/http/declarations';
import type { SigningKeyList } from '../exports.contract';

@ApiTags('exports')
@Controller('v1/signing-keys')
export class SigningKeysController {
  constructor(private readonly signing: Signing) {}

  /** Whom the signatures of exports are from: for whoever was given a file, signed in or not. */
  @Get()
  @Public()
  @Audited('signing_keys.viewed')
  @ApiOkResponse({ description: 'The public keys as PEM' })
  list(): SigningKeyList {
    const { keyId: id, publicKeyPem } = this.signing;
    return {
      data: [{ id, algorithm: 'ed25519', public_key: publicKeyPem }],
      next_cursor: null,
      prev_cursor: null,
    };
  }
}
