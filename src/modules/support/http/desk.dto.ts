import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsObject, IsOptional, IsUUID, ValidateNested } from 'class-validator';
import { PageQueryDto } from '../../../platform/http/page';
import { EventFilterDto, IsMoment } from '../../audit/audit.event-filter';
import { EXPORT_FORMATS } from '../../exports/exports.formats';
import { WrittenText } from './support-fields';

const STATES = ['open', 'delivered', 'closed', 'overdue'] as const;

export class DeskQueryDto extends PageQueryDto {
  @ApiPropertyOptional({ enum: STATES, description: 'Default: all.' })
  @IsOptional()
  @IsIn(STATES)
  state?: (typeof STATES)[number];
}

export class ProposalDto {
  @ApiProperty({ enum: EXPORT_FORMATS })
  @IsIn(EXPORT_FORMATS)
  format!: string;

  @ApiProperty({
    example: '2026-10-01',
    description: "Inclusive; dates are those of the organization's zone.",
  })
  @IsMoment()
  from!: string;

  @ApiProperty({ example: '2026-10-31', description: 'Exclusive; a date includes that day.' })
  @IsMoment()
  to!: string;

  @ApiPropertyOptional({ type: EventFilterDto, description: 'Which events of the range. Default: all.' })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => EventFilterDto)
  query?: EventFilterDto;

  @ApiProperty({ maxLength: 1_000, description: 'Why; whoever approves reads it.' })
  @WrittenText(1_000)
  reason!: string;
}

export class UnaskedProposalDto extends ProposalDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  organization_id!: string;
}
