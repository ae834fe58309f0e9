import { Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Audited, SignedIn, StepUp } from '../../../../platform/http/declarations';
import { AnswerNotKept } from '../../../../platform/http/idempotency/answer-not-kept';
import type { IssuedRecoveryCodes, RecoveryCodesView } from '../../auth.contract';
import { RecoveryCodes } from './recovery-codes';

@ApiTags('account')
@Controller('v1/account/recovery-codes')
@SignedIn()
export class RecoveryCodesController {
  constructor(private readonly codes: RecoveryCodes) {}

  @Get()
  @Audited('recovery_codes.viewed')
  view(): Promise<RecoveryCodesView> {
    return this.codes.view();
  }

  @Post()
  @StepUp()
  @AnswerNotKept()
  @Audited('recovery_codes.issued')
  issue(): Promise<IssuedRecoveryCodes> {
    return this.codes.issue();
  }
}
