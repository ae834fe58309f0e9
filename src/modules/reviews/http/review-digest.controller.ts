import { Body, Controller, Delete, Get, HttpCode, Put } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Audited, RequirePermission } from '../../../platform/http/declarations';
import type { ReviewDigestPreview, ReviewDigestSettings } from '../reviews.contract';
import { DigestPreview } from '../sending/digest-preview';
import { Subscriptions } from '../subscriptions/subscriptions';
import { ReviewDigestDto } from './review-digest.dto';

/** The weekly review by mail of the organization that somebody is signed in to: their own. */
@ApiTags('review digest')
@Controller('v1/review-digest')
@RequirePermission('audit:read', { by: 'person' })
export class ReviewDigestController {
  constructor(
    private readonly subscriptions: Subscriptions,
    private readonly preview: DigestPreview,
  ) {}

  /** Whether you get it, and when. */
  @Get()
  @Audited('review_digest.viewed')
  @ApiOkResponse({ description: 'The subscription' })
  view(): Promise<ReviewDigestSettings> {
    return this.subscriptions.current();
  }

  /** Ask for it, or move it. */
  @Put()
  @Audited('review_digest.subscribed')
  subscribe(@Body() dto: ReviewDigestDto): Promise<ReviewDigestSettings> {
    return this.subscriptions.subscribe(dto);
  }

  @Delete()
  @HttpCode(204)
  @Audited('review_digest.unsubscribed')
  unsubscribe(): Promise<void> {
    return this.subscriptions.unsubscribe();
  }

  /** What it would say of the last seven days if it came now. */
  @Get('preview')
  @Audited('review_digest.viewed')
  @ApiOkResponse({ description: 'The mail and its figures' })
  now(): Promise<ReviewDigestPreview> {
    return this.preview.now();
  }
}
