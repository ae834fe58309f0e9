import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Audited, RequirePermission, StepUp } from '../../../platform/http/declarations';
import { IdPipe } from '../../../platform/http/id.pipe';
import type { LegalHoldDetail, LegalHoldPage } from '../holds.contract';
import { HoldList } from '../keeping/hold-list';
import { LegalHolds } from '../keeping/legal-holds';
import { HoldReleases } from '../releasing/hold-releases';
import { HoldListDto, HoldReleaseDto, LegalHoldPatchDto, NewLegalHoldDto } from './legal-hold.dto';

const HOLD = new IdPipe('legal hold');

@ApiTags('legal holds')
@Controller('v1/legal-holds')
export class LegalHoldsController {
  constructor(
    private readonly list: HoldList,
    private readonly holds: LegalHolds,
    private readonly releases: HoldReleases,
  ) {}

  /** The newest first; released ones are kept, with who released them and why. */
  @Get()
  @RequirePermission('audit:read')
  @Audited('legal_hold_list.viewed')
  page(@Query() query: HoldListDto): Promise<LegalHoldPage> {
    return this.list.page(query);
  }

  /** From the moment of the answer on, nothing is purged or erased that it matches, what is recorded later included. */
  @Post()
  @StepUp()
  @RequirePermission('holds:manage', { by: 'person' })
  @Audited('legal_hold.placed')
  async place(@Body() hold: NewLegalHoldDto): Promise<LegalHoldDetail> {
    return this.list.one(await this.holds.place(hold));
  }

  /** With how many events it matches now. */
  @Get(':id')
  @RequirePermission('audit:read')
  @Audited('legal_hold.viewed')
  @ApiOkResponse({ description: 'One hold' })
  one(@Param('id', HOLD) id: string): Promise<LegalHoldDetail> {
    return this.list.one(id);
  }

  /** What it matches never changes: release it and place another. */
  @Patch(':id')
  @StepUp()
  @RequirePermission('holds:manage', { by: 'person' })
  @Audited('legal_hold.updated')
  async update(@Param('id', HOLD) id: string, @Body() patch: LegalHoldPatchDto): Promise<LegalHoldDetail> {
    await this.holds.update(id, patch);
    return this.list.one(id);
  }

  /** Asks for its end, to which somebody else has to agree; where nobody else can, it ends after 48 hours. */
  @Put(':id/release')
  @StepUp()
  @RequirePermission('holds:manage', { by: 'person' })
  @Audited('legal_hold.release_requested')
  async release(@Param('id', HOLD) id: string, @Body() { reason }: HoldReleaseDto): Promise<LegalHoldDetail> {
    await this.releases.request(id, reason);
    return this.list.one(id);
  }

  /** Agrees to its end, as somebody who did not ask for it. */
  @Put(':id/release/approval')
  @StepUp()
  @RequirePermission('holds:manage', { by: 'person' })
  @Audited('legal_hold.release_approved')
  async approve(@Param('id', HOLD) id: string): Promise<LegalHoldDetail> {
    await this.releases.approve(id);
    return this.list.one(id);
  }

  /** Takes the request back, or refuses it. */
  @Delete(':id/release')
  @HttpCode(204)
  @StepUp()
  @RequirePermission('holds:manage', { by: 'person' })
  @Audited('legal_hold.release_ended')
  withdraw(@Param('id', HOLD) id: string): Promise<void> {
    return this.releases.withdraw(id);
  }
}
