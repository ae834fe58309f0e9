import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { EventFilterDto } from './event-query.dto';

export class EventStreamDto extends EventFilterDto {
  @ApiPropertyOptional({
    minimum: 0,
    description:
      'Begin after this sequence: 0 for the whole log. Default: what is new. The header Last-Event-ID goes before it.',
  })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  after?: number;
}
