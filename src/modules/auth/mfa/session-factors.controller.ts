import { Body, Controller, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import type { FastifyReply } from 'fastify';
import { Audited, Owing, Public, SignedIn } from '../../../platform/http/declarations';
import { AnswerNotKept } from '../../../platform/http/idempotency/answer-not-kept';
import type { OpenedSession } from '../auth.contract';
import { SessionCookies } from '../sessions/session-cookies';
import { PasskeyOptions } from './passkeys/passkey-options';
import { FactorDto } from './session-factors.dto';
import { SessionFactors } from './session-factors';

@ApiTags('session')
@Controller('v1')
export class SessionFactorsController {
  constructor(
    private readonly factors: SessionFactors,
    private readonly options: PasskeyOptions,
    private readonly cookies: SessionCookies,
  ) {}

  /** The second step of signing in, and step-up. The answer holds a new token. */
  @Post('session/factors')
  @SignedIn()
  @Owing('factor', 'enrolment')
  @AnswerNotKept()
  @Audited('mfa.verified')
  async verify(
    @Body() dto: FactorDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OpenedSession> {
    return this.cookies.set(reply, await this.factors.verify(dto));
  }

  @Post('session/passkey-challenges')
  @SignedIn()
  @Owing('factor')
  @AnswerNotKept()
  @Audited('passkey_challenge.issued')
  challenge(): Promise<PublicKeyCredentialRequestOptionsJSON> {
    return this.options.toVerify();
  }

  /** For signing in with a passkey alone. */
  @Post('sessions/passkey-challenges')
  @Public()
  @AnswerNotKept()
  @Audited('passkey_challenge.issued')
  challengeAnybody(): Promise<PublicKeyCredentialRequestOptionsJSON> {
    return this.options.toSignIn();
  }
}
