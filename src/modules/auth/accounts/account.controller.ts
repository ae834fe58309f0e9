import { Body, Controller, Get, HttpCode, Param, Patch, Put, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Audited, Public, SignedIn } from '../../../platform/http/declarations';
import { AnswerNotKept } from '../../../platform/http/idempotency/answer-not-kept';
import type { AccountView, RenewedSession } from '../auth.contract';
import { PasswordChange } from '../passwords/password-change';
import { PasswordChangeDto } from '../passwords/password.dto';
import { SessionCookies } from '../sessions/session-cookies';
import { AccountDto } from './account.dto';
import { EmailConfirmation } from './email-confirmation';
import { Profile } from './profile';

@ApiTags('account')
@Controller('v1')
export class AccountController {
  constructor(
    private readonly profile: Profile,
    private readonly password: PasswordChange,
    private readonly emails: EmailConfirmation,
    private readonly cookies: SessionCookies,
  ) {}

  @Get('account')
  @SignedIn()
  @Audited('account.viewed')
  view(): Promise<AccountView> {
    return this.profile.view();
  }

  @Patch('account')
  @SignedIn()
  @Audited('account.updated')
  update(@Body() dto: AccountDto): Promise<AccountView> {
    return this.profile.update(dto);
  }

  /** Ends all other sessions; this one goes on under a new token. */
  @Put('account/password')
  @SignedIn()
  @AnswerNotKept()
  @Audited('account.password_changed')
  async changePassword(
    @Body() { current_password, password }: PasswordChangeDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RenewedSession> {
    return this.cookies.set(reply, await this.password.change(current_password, password));
  }

  /** By the link that was mailed to the new address; works once, for an hour. */
  @Put('email-changes/:token')
  @Public()
  @HttpCode(204)
  @Audited('account.email_changed')
  confirmEmail(@Param('token') token: string): Promise<void> {
    return this.emails.confirm(token);
  }
}
