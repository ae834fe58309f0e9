import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server';
import type { FastifyReply } from 'fastify';
import { Audited, Owing, SignedIn, StepUp } from '../../../../platform/http/declarations';
import { AnswerNotKept } from '../../../../platform/http/idempotency/answer-not-kept';
import { IdPipe } from '../../../../platform/http/id.pipe';
import type { OpenedSession, PasskeyList, PasskeyView } from '../../auth.contract';
import { SessionCookies } from '../../sessions/session-cookies';
import { PasskeyOptions } from './passkey-options';
import { PasskeyRegistration } from './passkey-registration';
import { NewPasskeyDto, PasskeyNameDto } from './passkey.dto';
import { Passkeys } from './passkeys';

@ApiTags('account')
@Controller('v1/account')
@SignedIn()
export class PasskeysController {
  constructor(
    private readonly passkeys: Passkeys,
    private readonly options: PasskeyOptions,
    private readonly registration: PasskeyRegistration,
    private readonly cookies: SessionCookies,
  ) {}

  @Get('passkeys')
  @Owing('enrolment')
  @Audited('passkey_list.viewed')
  list(): Promise<PasskeyList> {
    return this.passkeys.list();
  }

  @Post('passkey-challenges')
  @StepUp()
  @Owing('enrolment')
  @AnswerNotKept()
  @Audited('passkey.enrolment_begun')
  challenge(): Promise<PublicKeyCredentialCreationOptionsJSON> {
    return this.options.toRegister();
  }

  @Post('passkeys')
  @Owing('enrolment')
  @AnswerNotKept()
  @Audited('passkey.enrolled')
  async register(
    @Body() dto: NewPasskeyDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OpenedSession> {
    return this.cookies.set(reply, await this.registration.register(dto));
  }

  @Patch('passkeys/:id')
  @Audited('passkey.renamed')
  rename(
    @Param('id', new IdPipe('passkey')) id: string,
    @Body() { name }: PasskeyNameDto,
  ): Promise<PasskeyView> {
    return this.passkeys.rename(id, name);
  }

  @Delete('passkeys/:id')
  @StepUp()
  @HttpCode(204)
  @Audited('passkey.removed')
  remove(@Param('id', new IdPipe('passkey')) id: string): Promise<void> {
    return this.passkeys.remove(id);
  }
}
