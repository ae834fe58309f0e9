import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsDefined,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { EventFilterDto } from '../../audit/audit.event-filter';
import { FORMATS, type Format } from '../building/formats';

export class ExportRequestDto {
  @ApiProperty({ enum: FORMATS })
  @IsIn(FORMATS)
  format!: Format;

  @ApiProperty({ type: EventFilterDto, description: 'The parameters of GET /v1/events' })
  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => EventFilterDto)
  query!: EventFilterDto;
}

export class ExportIdDto {
  @IsUUID()
  id!: string;
}

export class ExportListDto {
  @ApiPropertyOptional({ default: 50, minimum: 1, maximum: 200 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit?: number;

  @ApiPropertyOptional({ description: 'From `next_cursor` or `prev_cursor` of a page.' })
  @IsOptional()
  @IsString()
  @MaxLength(1_024)
  cursor?: string;
}
