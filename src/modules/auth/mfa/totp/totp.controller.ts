import { Body, Controller, Delete, Get, HttpCode, Post, Put, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Audited, Owing, SignedIn, StepUp } from '../../../../platform/http/declarations';
import { AnswerNotKept } from '../../../../platform/http/idempotency/answer-not-kept';
import type { OpenedSession, TotpEnrolmentView, TotpView } from '../../auth.contract';
import { SessionCookies } from '../../sessions/session-cookies';
import { TotpConfirmationDto } from './totp.dto';
import { TotpEnrolment } from './totp-enrolment';

@ApiTags('account')
@Controller('v1/account/totp')
@SignedIn()
export class TotpController {
  constructor(
    private readonly totp: TotpEnrolment,
    private readonly cookies: SessionCookies,
  ) {}

  @Get()
  @Owing('enrolment')
  @Audited('totp.viewed')
  view(): Promise<TotpView> {
    return this.totp.view();
  }

  @Post()
  @StepUp()
  @Owing('enrolment')
  @AnswerNotKept()
  @Audited('totp.enrolment_begun')
  begin(): Promise<TotpEnrolmentView> {
    return this.totp.begin();
  }

  @Put('confirmation')
  @Owing('enrolment')
  @Audited('totp.enrolled')
  async confirm(
    @Body() { code }: TotpConfirmationDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OpenedSession> {
    return this.cookies.set(reply, await this.totp.confirm(code));
  }

  @Delete()
  @StepUp()
  @HttpCode(204)
  @Audited('totp.removed')
  remove(): Promise<void> {
    return this.totp.remove();
  }
}
