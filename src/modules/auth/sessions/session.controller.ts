import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Post,
  Put,
  Req,
  Res,
  UseGuards,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Audited, Public, SignedIn } from '../../../platform/http/declarations';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import type { CurrentSession, OpenedSession } from '../auth.contract';
import { wrongCredentials } from '../auth.password-proof';
import { Sessions } from '../auth.sessions';
import { PasswordGuard } from '../strategies/password.guard';
import { SignInDto, SwitchDto } from './session.dto';
import { clearSessionCookie, setSessionCookie } from './session-cookie';
import { SignIn, type SignedInPerson } from './sign-in';

@ApiTags('session')
@Controller('v1')
export class SessionController {
  constructor(
    private readonly signIn: SignIn,
    private readonly sessions: Sessions,
    @Inject(CONFIG) private readonly settings: Settings,
  ) {}

  @Post('sessions')
  @Public()
  @UseGuards(PasswordGuard)
  @Audited('session.signed_in')
  async open(
    @Body() { organization_id }: SignInDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OpenedSession> {
    const { user } = request as unknown as { user?: SignedInPerson };
    if (!user) throw wrongCredentials();
    return this.#withCookie(reply, await this.signIn.open(user, organization_id));
  }

  @Get('session')
  @SignedIn()
  @Audited('session.viewed')
  view(): Promise<CurrentSession> {
    return this.sessions.current();
  }

  @Delete('session')
  @SignedIn()
  @HttpCode(204)
  @Audited('session.signed_out')
  async end(@Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.sessions.end();
    clearSessionCookie(reply, this.settings.http.publicUrl);
  }

  @Put('session/organization')
  @SignedIn()
  @Audited('session.organization_switched')
  async switch(
    @Body() { organization_id }: SwitchDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OpenedSession> {
    return this.#withCookie(reply, await this.sessions.switchTo(organization_id));
  }

  #withCookie(reply: FastifyReply, session: OpenedSession): OpenedSession {
    setSessionCookie(reply, this.settings.http.publicUrl, session.token);
    return session;
  }
}
