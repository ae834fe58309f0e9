import { Controller, Get, Headers, Param, Res } from '@nestjs/common';
import { ApiOkResponse, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { hashToken } from '../../../platform/crypto/tokens';
import { Audited, Public } from '../../../platform/http/declarations';
import { OpenLogs } from './open-logs';

/** A tile says the same for ever: what lies beside it, not in it, grows. */
const FOR_EVER = 'public, max-age=31536000, immutable';

/** C2SP tlog-tiles, for witnesses and stock clients: whoever knows the address reads, and sees hashes. */
@ApiTags('proofs')
@Controller('v1/logs/:capability')
export class OpenLogsController {
  constructor(private readonly logs: OpenLogs) {}

  /** The newest signed note. */
  @Get('checkpoint')
  @Public()
  @Audited('log_tree.read')
  @ApiProduces('text/plain')
  @ApiOkResponse({ description: 'C2SP tlog-checkpoint' })
  async checkpoint(
    @Param('capability') capability: string,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { note } = await this.logs.checkpoint(capability);
    return unlessKnown(note, known, reply);
  }

  /** Hashes of the tree, 32 bytes each, up to 256 in a tile; `.p/<width>` for the last one of a level. */
  @Get('tile/*')
  @Public()
  @Audited('log_tree.read')
  @ApiProduces('application/octet-stream')
  @ApiParam({ name: '*', description: '`<level>/<index>[.p/<width>]`, as C2SP tlog-tiles writes it' })
  @ApiOkResponse({ description: 'The hashes' })
  async tile(
    @Param('capability') capability: string,
    @Param('*') path: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const hashes = await this.logs.tile(capability, path);
    reply.header('content-type', 'application/octet-stream').header('cache-control', FOR_EVER);
    return hashes;
  }
}

/** Asked again each time: 304 while it is the same. */
function unlessKnown(note: string, known: string | undefined, reply: FastifyReply): string {
  const etag = `"${hashToken(note).toString('hex').slice(0, 32)}"`;
  reply.header('content-type', 'text/plain; charset=utf-8').header('cache-control', 'no-cache');
  reply.header('etag', etag);
  if (known !== etag) return note;
  reply.code(304);
  return '';
}
