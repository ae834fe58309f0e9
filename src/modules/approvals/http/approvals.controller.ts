import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Audited, SignedIn } from '../../../platform/http/declarations';
import type { ApprovalPage } from '../approvals.contract';
import { ApprovalList } from './approval-list';
import { ApprovalListDto } from './approvals.dto';

@ApiTags('approvals')
@Controller('v1/approvals')
export class ApprovalsController {
  constructor(private readonly list: ApprovalList) {}

  /** What you asked for, and what you may decide on; newest first. Each is decided where it was asked for. */
  @Get()
  @SignedIn()
  @Audited('approval_list.viewed')
  page(@Query() query: ApprovalListDto): Promise<ApprovalPage> {
    return this.list.page(query);
  }
}
