import { Controller, Get, Headers, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Audited, RequirePermission } from '../../../platform/http/declarations';
import { PageQueryDto } from '../../../platform/http/page';
import type {
  CheckpointPage,
  ConsistencyProof,
  NewestCheckpoint,
  VerifierKeyList,
} from '../integrity.contract';
import { CheckpointList } from '../proofs/checkpoint-list';
import { ConsistencyProofs } from '../proofs/consistency-proofs';
import { asksFor, asText, PLAIN_TEXT } from './negotiation';
import { ConsistencyDto } from './proofs.dto';

@ApiTags('proofs')
@Controller('v1')
export class CheckpointsController {
  constructor(
    private readonly checkpoints: CheckpointList,
    private readonly proofs: ConsistencyProofs,
  ) {}

  /** The newest, with the keys to check it by; with `Accept: text/plain` the signed note alone. */
  @Get('checkpoint')
  @RequirePermission('audit:read')
  @Audited('checkpoint.viewed')
  @ApiProduces('application/json', PLAIN_TEXT)
  @ApiOkResponse({ description: 'The newest checkpoint' })
  async newest(
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<NewestCheckpoint | string> {
    const newest = await this.checkpoints.newest();
    return asksFor(accept, PLAIN_TEXT) ? asText(reply, PLAIN_TEXT, newest.note) : newest;
  }

  /** The newest first: all of the last day, and of what is older one an hour, later one a day. */
  @Get('checkpoints')
  @RequirePermission('audit:read')
  @Audited('checkpoint_list.viewed')
  @ApiOkResponse({ description: 'Checkpoints that are kept' })
  page(@Query() query: PageQueryDto): Promise<CheckpointPage> {
    return this.checkpoints.page(query);
  }

  /** That the tree of `from` events is the beginning of that of `to`: nothing was changed or taken out in between. */
  @Get('consistency-proof')
  @RequirePermission('audit:read')
  @Audited('consistency_proof.viewed')
  @ApiOkResponse({ description: 'The hashes of RFC 9162, section 2.1.4' })
  consistency(@Query() { from, to }: ConsistencyDto): Promise<ConsistencyProof> {
    return this.proofs.between(from, to);
  }

  /** All generations of the key, under the name that this log has in its checkpoints. */
  @Get('verifier-keys')
  @RequirePermission('audit:read')
  @Audited('verifier_keys.viewed')
  @ApiOkResponse({ description: 'Public keys as C2SP tools take them' })
  keys(): Promise<VerifierKeyList> {
    return this.checkpoints.verifierKeys();
  }
}
