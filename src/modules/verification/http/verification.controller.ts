import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Audited, RequirePermission } from '../../../platform/http/declarations';
import type { VerificationView } from '../verification.contract';
import { VerificationRequests } from './verification-requests';

@ApiTags('integrity')
@Controller('v1/verification')
@RequirePermission('audit:read')
export class VerificationController {
  constructor(private readonly requests: VerificationRequests) {}

  /** Whether the log is what was recorded and signed: when it was looked at, through which event, and what was found. */
  @Get()
  @Audited('verification.viewed')
  view(): Promise<VerificationView> {
    return this.requests.view();
  }

  /** Asks for the whole log to be verified now instead of within a day. One that is under way goes on. */
  @Post()
  @HttpCode(202)
  @Audited('verification.requested')
  start(): Promise<VerificationView> {
    return this.requests.start();
  }
}
