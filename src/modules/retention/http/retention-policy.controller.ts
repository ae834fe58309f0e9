import { Body, Controller, Delete, Get, HttpCode, Post, Put, Query, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Audited, RequirePermission, StepUp } from '../../../platform/http/declarations';
import { AnswerNotKept } from '../../../platform/http/idempotency/answer-not-kept';
import { PageQueryDto } from '../../../platform/http/page';
import type { Page } from '../../audit/audit.contract';
import { PolicyVersions } from '../history/policy-versions';
import { Policies } from '../policy/policies';
import { Previews } from '../preview/previews';
import type { PolicyPreview, RetentionPolicyVersion, RetentionPolicyView } from '../retention.contract';
import { askedTerms, ChangeApprovalDto, PolicyTermsDto, RetentionPolicyDto } from './retention-policy.dto';

@ApiTags('retention')
@Controller('v1/retention-policy')
export class RetentionPolicyController {
  constructor(
    private readonly policies: Policies,
    private readonly previews: Previews,
    private readonly versions: PolicyVersions,
  ) {}

  /** How long events are kept, and what waits to change it; who reads the log may know. */
  @Get()
  @RequirePermission('audit:read')
  @Audited('retention_policy.viewed')
  view(): Promise<RetentionPolicyView> {
    return this.policies.current();
  }

  /** The policies that were in force, the newest first: who made them so, who agreed, and why. */
  @Get('versions')
  @RequirePermission('audit:read')
  @Audited('retention_policy.versions_viewed')
  list(@Query() query: PageQueryDto): Promise<Page<RetentionPolicyVersion>> {
    return this.versions.page(query);
  }

  /** Replaces the policy. What protects less than before needs a reason, a second person where there is one, and 24 hours. */
  @Put()
  @StepUp()
  @RequirePermission('retention:manage', { by: 'person' })
  @Audited('retention_policy.changed')
  @ApiOkResponse({ description: 'In force from now on' })
  @ApiAcceptedResponse({ description: 'Waits in `pending`; nothing has changed yet' })
  async change(
    @Body() body: RetentionPolicyDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RetentionPolicyView> {
    const { view, waits } = await this.policies.change(askedTerms(body), body.reason ?? null);
    if (waits) reply.code(202);
    return view;
  }

  /** What a policy would do: how many events would go, when, and which first. Nothing changes. */
  @Post('preview')
  @AnswerNotKept()
  @HttpCode(200)
  @RequirePermission('retention:manage')
  @Audited('retention_policy.previewed')
  preview(@Body() body: PolicyTermsDto): Promise<PolicyPreview> {
    return this.previews.preview(askedTerms(body));
  }

  /** Agrees to the change that waits, as somebody else than who asked for it. */
  @Put('change/approval')
  @StepUp()
  @RequirePermission('retention:manage', { by: 'person' })
  @Audited('retention_policy.change_approved')
  approve(@Body() { id }: ChangeApprovalDto): Promise<RetentionPolicyView> {
    return this.policies.approve(id);
  }

  /** Takes back one's own change, or refuses another's. Also after the approval, until it is made. */
  @Delete('change')
  @HttpCode(204)
  @RequirePermission('retention:manage', { by: 'person' })
  @Audited('retention_policy.change_withdrawn')
  withdraw(): Promise<void> {
    return this.policies.withdraw();
  }
}
