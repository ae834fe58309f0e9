import { Controller, Delete, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Audited, Owing, RequirePermission, SignedIn, StepUp } from '../../../../platform/http/declarations';
import { IdPipe } from '../../../../platform/http/id.pipe';
import type { FactorResetView } from '../../auth.contract';
import { FactorResets } from './factor-resets';

@ApiTags('members')
@Controller('v1')
export class FactorResetsController {
  constructor(private readonly resets: FactorResets) {}

  /** For a member who has lost their factors. Takes effect a day later. */
  @Post('members/:id/factor-reset')
  @StepUp()
  @RequirePermission('roles:manage', { by: 'person' })
  @Audited('factor_reset.requested')
  request(@Param('id', new IdPipe('member')) id: string): Promise<FactorResetView> {
    return this.resets.request(id);
  }

  @Delete('members/:id/factor-reset')
  @RequirePermission('roles:manage', { by: 'person' })
  @HttpCode(204)
  @Audited('factor_reset.cancelled')
  cancel(@Param('id', new IdPipe('member')) id: string): Promise<void> {
    return this.resets.cancel(id);
  }

  /** By the member: whoever can still sign in has not lost everything. */
  @Delete('account/factor-reset')
  @SignedIn()
  @Owing('factor', 'enrolment')
  @HttpCode(204)
  @Audited('factor_reset.cancelled')
  cancelOwn(): Promise<void> {
    return this.resets.cancelOwn();
  }
}
