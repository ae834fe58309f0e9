import { Body, Controller, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Audited, Public } from '../../../platform/http/declarations';
import type { PasswordResetAnswer } from '../auth.contract';
import { PasswordResetCompletion } from './password-reset-completion';
import { PasswordResetCompletionDto, PasswordResetDto } from './password.dto';
import { PasswordResets } from './password-resets';

const ANSWER = {
  message: 'If there is an account with this address, a mail with a link is on its way to it.',
};

@ApiTags('account')
@Controller('v1/password-resets')
export class PasswordResetsController {
  constructor(
    private readonly resets: PasswordResets,
    private readonly completion: PasswordResetCompletion,
  ) {}

  /** The same answer for every address. */
  @Post()
  @Public()
  @HttpCode(202)
  @Audited('password_reset.requested')
  async ask(@Body() { email }: PasswordResetDto): Promise<PasswordResetAnswer> {
    await this.resets.ask(email);
    return ANSWER;
  }

  /** Works once, for 15 minutes. Ends all sessions and signs nobody in. */
  @Put(':token')
  @Public()
  @HttpCode(204)
  @Audited('password_reset.completed')
  complete(@Param('token') token: string, @Body() { password }: PasswordResetCompletionDto): Promise<void> {
    return this.completion.complete(token, password);
  }
}
