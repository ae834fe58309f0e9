import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Audited, RequirePermission, StepUp } from '../../../../platform/http/declarations';
import type { AnchorsView, CheckpointMailSettings } from '../../integrity.anchors.contract';
import { CheckpointMailRhythm } from '../mails/mail-settings';
import { AnchorViews } from './anchor-views';
import { CheckpointMailDto } from './checkpoint-mail.dto';

/** Where checkpoints of the log lie outside Daybook. */
@ApiTags('integrity')
@Controller('v1')
export class AnchorsController {
  constructor(
    private readonly views: AnchorViews,
    private readonly rhythm: CheckpointMailRhythm,
  ) {}

  /** Each place with its last success and failure, and whether one has been silent for too long. */
  @Get('anchors')
  @RequirePermission('audit:read')
  @Audited('anchors.viewed')
  @ApiOkResponse({ description: 'The places, and the state in words' })
  view(): Promise<AnchorsView> {
    return this.views.current();
  }

  /** How often Owners get the checkpoint by mail. */
  @Put('checkpoint-mail')
  @StepUp()
  @RequirePermission('settings:manage')
  @Audited('checkpoint_mail.changed')
  @ApiOkResponse({ description: 'The rhythm as it is now' })
  change(@Body() { rhythm }: CheckpointMailDto): Promise<CheckpointMailSettings> {
    return this.rhythm.set(rhythm);
  }
}
