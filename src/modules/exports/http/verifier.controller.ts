import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Audited, Public } from '../../../platform/http/declarations';
import { VERIFIER_NAME, VerifierProgram } from './verifier-program';

/** For auditors, who have no account here. */
@ApiTags('exports')
@Controller('verifier')
export class VerifierController {
  constructor(private readonly program: VerifierProgram) {}

  /** The program that checks exports, proofs and checkpoints: one file, run by Node or imported by a page. */
  @Get(VERIFIER_NAME)
  @Public()
  @Audited('verifier.downloaded')
  @Header('content-type', 'text/javascript; charset=utf-8')
  @ApiProduces('text/javascript')
  @ApiOkResponse({ description: 'An ES module, to be read before it is run' })
  file(): Promise<string> {
    return this.program.text();
  }

  /** Its SHA-256, to be compared with what others were given. */
  @Get(`${VERIFIER_NAME}.sha256`)
  @Public()
  @Audited('verifier.downloaded')
  @Header('content-type', 'text/plain; charset=utf-8')
  @ApiProduces('text/plain')
  @ApiOkResponse({ description: 'A line for sha256sum -c' })
  sum(): Promise<string> {
    return this.program.sum();
  }
}
