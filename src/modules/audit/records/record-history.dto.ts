import { ApiPropertyOptional, PickType } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength, MinLength, NotContains } from 'class-validator';
import { EventListDto } from '../http/event-query.dto';

const NUL = '\0';
const NO_NUL = { message: 'must not hold a NUL character' };

/** A resource or a subject, as events name it. */
export class RecordDto {
  @IsString()
  @MinLength(1)
  @MaxLength(128)
  @NotContains(NUL, NO_NUL)
  type!: string;

  /** Any characters; those that mean something in an address percent-encoded. */
  @IsString()
  @MinLength(1)
  @MaxLength(512)
  @NotContains(NUL, NO_NUL)
  id!: string;
}

export class RecordHistoryDto extends PickType(EventListDto, ['from', 'to', 'tz', 'limit', 'cursor']) {
  @ApiPropertyOptional({
    enum: ['true', 'false'],
    default: 'false',
    description: 'Only what made, changed or removed the record, or says what it changed.',
  })
  @IsOptional()
  @IsIn(['true', 'false'])
  writes_only?: 'true' | 'false';
}
