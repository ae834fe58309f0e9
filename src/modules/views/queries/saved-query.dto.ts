import { ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsOptional, Matches } from 'class-validator';
import { EventListDto } from '../../audit/audit.event-filter';
import { RANGE } from './resolve-range';

/** What a table of events can show (console/README.md). */
const COLUMNS =
  'time source action user record summary status ip subject id sequence category operation resource session country role flags details'.split(
    ' ',
  );

/** The parameters of `GET /v1/events` but the cursor, and how to show what they find. */
export class SavedQueryDto extends OmitType(EventListDto, ['cursor'] as const) {
  @ApiPropertyOptional({
    example: '7d',
    description: '`today`, `yesterday`, or so many hours, days or weeks up to now. Instead of from and to.',
  })
  @IsOptional()
  @Matches(RANGE, { message: 'must be today, yesterday, or a number of h, d or w: 24h, 7d, 4w' })
  range?: string;

  @ApiPropertyOptional({ enum: COLUMNS, isArray: true, description: 'In the order in which they are shown.' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(COLUMNS.length)
  @ArrayUnique()
  @IsIn(COLUMNS, { each: true })
  columns?: string[];
}
