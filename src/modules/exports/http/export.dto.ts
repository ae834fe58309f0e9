import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsDefined, IsIn, IsObject, IsUUID, ValidateNested } from 'class-validator';
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
