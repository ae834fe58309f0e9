import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  MinLength,
  NotContains,
  ValidateBy,
  type ValidationOptions,
} from 'class-validator';
import { CATEGORIES, OPERATIONS, OUTCOMES } from '../../../platform/context/action-spec';
import { isDay, isMoment } from '../../../platform/clock/moment';
import { IsTimeZoneName } from '../../../platform/http/fields';
import { MOST_CHARACTERS } from '../query-language/parse-text';
import { ipRange } from '../search/ip-range';
import { SORT_COLUMNS } from '../search/page-request';
import { PageCursor, PageLimit } from '../../../platform/http/page-fields';

const MOST_VALUES = 50;
/** No text that is stored holds it, and PostgreSQL takes none that does. */
const NUL = '\0';
const NO_NUL = 'must not hold a NUL character';
/** RFC 3339 with a zone, the seconds optional; or a date, which means the whole day in the zone `tz`. */
const isMomentOrDay = (text: string): boolean =>
  isDay(text) || isMoment(text.replace(/T(\d\d:\d\d)(?=[Z+-])/, 'T$1:00'));

/** Of texts: a date, or a time with its zone. */
export const IsMoment = (): PropertyDecorator =>
  ValidateBy({
    name: 'isMoment',
    validator: {
      validate: (value) => typeof value === 'string' && isMomentOrDay(value),
      defaultMessage: () => 'must be a date (2026-11-21) or a time with its zone (2026-11-21T02:13:00Z)',
    },
  });

const IsIpOrNetwork = (options: ValidationOptions): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isIpOrNetwork',
      validator: {
        validate: (value) => typeof value === 'string' && ipRange(value) !== null,
        defaultMessage: () => 'must be an address (192.0.2.1) or a network (192.0.2.0/24)',
      },
    },
    options,
  );

/** A parameter that may be repeated: `source=security&source=ai`. */
function Values(...rules: PropertyDecorator[]): PropertyDecorator {
  const all = [
    ApiPropertyOptional({ type: [String], description: 'May be repeated: any of the values.' }),
    IsOptional(),
    Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? value : [value])),
    ArrayMaxSize(MOST_VALUES),
    IsString({ each: true }),
    MinLength(1, { each: true }),
    MaxLength(512, { each: true }),
    NotContains(NUL, { each: true, message: NO_NUL }),
    ...rules,
  ];
  return (target, property) => all.forEach((decorate) => decorate(target, property));
}

/** The filters of `GET /v1/events`, and of everything else that takes a query. */
export class EventFilterDto {
  @ApiPropertyOptional({
    description:
      'Earliest `occurred_at`, inclusive. Default: seven days ago, unless `to` or `q` says something of time.',
  })
  @IsOptional()
  @IsMoment()
  from?: string;

  @ApiPropertyOptional({
    description: 'Latest `occurred_at`, exclusive; a date includes that day. Default: no end.',
  })
  @IsOptional()
  @IsMoment()
  to?: string;

  @Values()
  source?: string[];

  @Values(Matches(/^[^*]*\*?$/, { each: true, message: 'may have a * at its end only: member.*' }))
  action?: string[];

  @Values(IsIn(OPERATIONS, { each: true }))
  operation?: string[];

  @Values(IsIn(CATEGORIES, { each: true }))
  category?: string[];

  @Values(IsIn(OUTCOMES, { each: true }))
  outcome?: string[];

  @Values()
  actor?: string[];

  @Values()
  actor_type?: string[];

  @Values()
  actor_role?: string[];

  @Values(IsIpOrNetwork({ each: true }))
  ip?: string[];

  @Values()
  resource_type?: string[];

  @Values()
  resource_id?: string[];

  @Values()
  subject_type?: string[];

  @Values()
  subject_id?: string[];

  @Values()
  session_id?: string[];

  @Values()
  request_id?: string[];

  @Values(IsUUID(undefined, { each: true, message: 'must be the id of an API key' }))
  reported_by?: string[];

  @Values()
  flag?: string[];

  @ApiPropertyOptional({
    maxLength: MOST_CHARACTERS,
    description:
      'The query language: `actor:jane action:member.* -result:failure after:7d "free text"`. Words are looked for in the summary, the actor and the names of records.',
  })
  @IsOptional()
  @IsString()
  @NotContains(NUL, { message: NO_NUL })
  q?: string;

  @ApiPropertyOptional({
    default: 'UTC',
    description: 'IANA time zone of dates and times that name none, in the parameters and in `q`.',
  })
  @IsOptional()
  @IsTimeZoneName()
  tz?: string;
}

const SORTS = SORT_COLUMNS.flatMap((column) => [`-${column}`, column]);

export class EventListDto extends EventFilterDto {
  @ApiPropertyOptional({
    enum: SORTS,
    default: '-occurred_at',
    description:
      'Newest or oldest first, by number in the log, or by action or address: of the same, the newest first; `-` turns the whole list round.',
  })
  @IsOptional()
  @IsIn(SORTS)
  sort?: string;

  @PageLimit()
  limit?: number;

  @PageCursor()
  cursor?: string;
}
