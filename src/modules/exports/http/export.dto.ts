import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsObject,
  IsOptional,
  IsUUID,
  ValidateNested,
} from 'class-validator';
import { IsTimeZoneName } from '../../../platform/http/fields';
import { EventFilterDto } from '../../audit/audit.event-filter';
import { EXPORT_FORMATS, type Format } from '../exports.formats';

const MOST_CHOSEN = 1_000;

export class ExportRequestDto {
  @ApiProperty({ enum: EXPORT_FORMATS })
  @IsIn(EXPORT_FORMATS)
  format!: Format;

  @ApiPropertyOptional({
    type: EventFilterDto,
    description: 'The parameters of GET /v1/events; either this or `event_ids`',
  })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => EventFilterDto)
  query?: EventFilterDto | null;

  @ApiPropertyOptional({ type: [String], description: 'Events that were picked one by one' })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_CHOSEN)
  @IsUUID(undefined, { each: true, message: 'must be ids of events' })
  event_ids?: string[] | null;

  @ApiPropertyOptional({
    type: String,
    description: 'An IANA name: that of the times that people read in the file. Default: the organization’s.',
  })
  @IsOptional()
  @IsTimeZoneName()
  time_zone?: string | null;
}

export class ExportIdDto {
  @IsUUID()
  id!: string;
}
