import { Body, Controller, Delete, Get, HttpCode, Post, Put, Req, Res, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Audited, Owing, Public, SignedIn } from '../../../platform/http/declarations';
import { AnswerNotKept } from '../../../platform/http/idempotency/answer-not-kept';
import type { Authentication } from '../auth.authentication';
import type { CurrentSession, OpenedSession } from '../auth.contract';
import { wrongCredentials } from '../auth.password-proof';
import { Sessions } from '../auth.sessions';
import { PasskeySignIn } from '../mfa/passkeys/passkey-sign-in';
import { PasswordGuard } from '../strategies/password.guard';
import { SignInDto, SwitchDto } from './session.dto';
import { SessionCookies } from './session-cookies';
import { SignIn, type SignedInPerson } from './sign-in';

@ApiTags('session')
@Controller('v1')
export class SessionController {
  constructor(
    private readonly signIn: SignIn,
    private readonly sessions: Sessions,
    private readonly passkeys: PasskeySignIn,
    private readonly cookies: SessionCookies,
  ) {}

  @Post('sessions')
  @Public()
  @UseGuards(PasswordGuard)
  @AnswerNotKept()
  @Audited('session.signed_in')
  async open(
    @Body() { organization_id, passkey }: SignInDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OpenedSession> {
    // Without a password it is still whoever the cookie says.
    const { user } = request as unknown as { user?: SignedInPerson | Authentication };
    if (user && 'memberships' in user)
      return this.cookies.set(reply, await this.signIn.open(user, organization_id));
    if (passkey) return this.cookies.set(reply, await this.passkeys.open(passkey, organization_id));
    throw wrongCredentials();
  }

  @Get('session')
  @SignedIn()
  @Owing('factor', 'enrolment')
  @Audited('session.viewed')
  view(): Promise<CurrentSession> {
    return this.sessions.current();
  }

  @Delete('session')
  @SignedIn()
  @Owing('factor', 'enrolment')
  @HttpCode(204)
  @Audited('session.signed_out')
  async end(@Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.sessions.end();
    this.cookies.clear(reply);
  }

  @Put('session/organization')
  @SignedIn()
  @Audited('session.organization_switched')
  async switch(
    @Body() { organization_id }: SwitchDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OpenedSession> {
    return this.cookies.set(reply, await this.sessions.switchTo(organization_id));
  }
}
