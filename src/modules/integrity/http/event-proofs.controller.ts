import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Audited, RequirePermission } from '../../../platform/http/declarations';
import type { EventProof } from '../integrity.contract';
import { EventProofs, type ProvenEvent } from '../proofs/event-proofs';
import { asksFor, asText, TLOG_PROOF } from './negotiation';
import { ProofFormatDto, ProvenEventDto, ProvenSequenceDto } from './proofs.dto';

const ANSWER = { description: 'What became of the event, and the proof that its leaf is in the signed tree' };

@ApiTags('proofs')
@ApiProduces('application/json', TLOG_PROOF)
@Controller('v1')
export class EventProofsController {
  constructor(private readonly proofs: EventProofs) {}

  /** That an event is in the log as it was recorded; 409 `proof.not_sealed_yet` in the first seconds. */
  @Get('events/:id/proof')
  @RequirePermission('audit:read')
  @Audited('event_proof.viewed')
  @ApiOkResponse(ANSWER)
  async ofEvent(
    @Param() { id }: ProvenEventDto,
    @Query() { format }: ProofFormatDto,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EventProof | string> {
    return answer(await this.proofs.ofEvent(id), format, accept, reply);
  }

  /** The same by its number, also of an event that was purged. */
  @Get('proofs/:sequence')
  @RequirePermission('audit:read')
  @Audited('event_proof.viewed')
  @ApiOkResponse(ANSWER)
  async ofSequence(
    @Param() { sequence }: ProvenSequenceDto,
    @Query() { format }: ProofFormatDto,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EventProof | string> {
    return answer(await this.proofs.ofSequence(sequence), format, accept, reply);
  }
}

function answer(
  { proof, tlogProof }: ProvenEvent,
  format: ProofFormatDto['format'],
  accept: string | undefined,
  reply: FastifyReply,
): EventProof | string {
  const asked = format ?? (asksFor(accept, TLOG_PROOF) ? 'tlog-proof' : 'json');
  return asked === 'json' ? proof : asText(reply, TLOG_PROOF, tlogProof);
}
