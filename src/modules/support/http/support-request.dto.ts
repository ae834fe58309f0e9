import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsObject, IsOptional, IsUUID, ValidateIf, ValidateNested } from 'class-validator';
import { EventFilterDto, IsMoment } from '../../audit/audit.event-filter';
import { EXPORT_FORMATS } from '../../exports/exports.formats';
import type { SupportKind } from '../support.contract';
import { WrittenText } from './support-fields';

const KINDS: readonly SupportKind[] = ['question', 'export'];

const ForExports = (): PropertyDecorator =>
  ValidateIf(
    (dto: NewSupportRequestDto, value) => dto.kind === 'export' || (value !== undefined && value !== null),
  );

export class SupportRecordDto {
  @ApiProperty({ example: 'appointment', maxLength: 200 })
  @WrittenText(200)
  type!: string;

  @ApiProperty({ example: '4711', maxLength: 200 })
  @WrittenText(200)
  id!: string;
}

export class NewSupportRequestDto {
  @ApiProperty({ enum: KINDS })
  @IsIn(KINDS)
  kind!: SupportKind;

  @ApiProperty({ maxLength: 4_000, description: 'What you were trying to do.' })
  @WrittenText(4_000)
  trying_to!: string;

  @ApiPropertyOptional({ type: SupportRecordDto, description: 'The record concerned.' })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => SupportRecordDto)
  record?: SupportRecordDto;

  @ApiPropertyOptional({ maxLength: 200, description: 'For a record of the type encounter.' })
  @IsOptional()
  @WrittenText(200)
  encounter_id?: string;

  @ApiPropertyOptional({ maxLength: 200, description: "Default: the organization's name." })
  @IsOptional()
  @WrittenText(200)
  workspace?: string;

  @ApiPropertyOptional({ enum: EXPORT_FORMATS, description: 'Of the export.' })
  @ForExports()
  @IsIn(EXPORT_FORMATS)
  format?: string;

  @ApiPropertyOptional({ example: '2026-10-01', description: 'Of the export: inclusive.' })
  @ForExports()
  @IsMoment()
  from?: string;

  @ApiPropertyOptional({ example: '2026-10-31', description: 'Exclusive; a date includes that day.' })
  @ForExports()
  @IsMoment()
  to?: string;

  @ApiPropertyOptional({
    type: EventFilterDto,
    description: 'Which events of the range, as parameters of GET /v1/events. Default: all.',
  })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => EventFilterDto)
  query?: EventFilterDto;
}

export class SupportMessageDto {
  @ApiProperty({ maxLength: 10_000 })
  @WrittenText(10_000)
  text!: string;
}

export class FeedbackDto {
  @ApiProperty({ description: 'Did this help?' })
  @IsBoolean()
  helped!: boolean;

  @ApiPropertyOptional({ maxLength: 2_000 })
  @IsOptional()
  @WrittenText(2_000)
  comment?: string;
}

export class SupportApprovalDto {
  @ApiProperty({ format: 'uuid', description: 'The `proposal.id` of the request as you read it.' })
  @IsUUID()
  proposal_id!: string;
}
