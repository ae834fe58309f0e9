import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  NotContains,
  ValidateBy,
} from 'class-validator';
import { isDay, isMoment } from '../../../platform/clock/moment';
import { CATEGORIES, type Category } from '../../../platform/context/action-spec';
import { IsTimeZoneName } from '../../../platform/http/fields';
import { USERS_SORTS } from '../figures/users';
import { RANGE_PATTERN } from '../time/range';
import { PageCursor, PageLimit } from '../../../platform/http/page-fields';

const NUL = '\0';

const IsMomentOrDay = (): PropertyDecorator =>
  ValidateBy({
    name: 'isMomentOrDay',
    validator: {
      validate: (value) => typeof value === 'string' && (isDay(value) || isMoment(value)),
      defaultMessage: () => 'must be a date (2026-11-21) or a time with its zone (2026-11-21T02:13:00Z)',
    },
  });

/** Over which time, and in whose days and hours. */
export class RangeDto {
  @ApiPropertyOptional({ description: 'Inclusive; a date begins in the zone.' })
  @IsOptional()
  @IsMomentOrDay()
  from?: string;

  @ApiPropertyOptional({ description: 'Exclusive; a date is included. Default: now.' })
  @IsOptional()
  @IsMomentOrDay()
  to?: string;

  @ApiPropertyOptional({ default: '7d', description: 'Back from now: 24h, 7d, 4w. Instead of from and to.' })
  @IsOptional()
  @Matches(RANGE_PATTERN, { message: 'must be a number of hours, days or weeks, such as 24h, 7d or 4w' })
  range?: string;

  @ApiPropertyOptional({ description: 'Default: the zone of the organization.' })
  @IsOptional()
  @IsTimeZoneName()
  tz?: string;
}

/** And whose activity. */
export class ActivityQueryDto extends RangeDto {
  @ApiPropertyOptional({
    type: [String],
    description: 'An account, the id that a host product gives, an e-mail address, or `me`. May be repeated.',
  })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? value : [value]))
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MinLength(1, { each: true })
  @MaxLength(512, { each: true })
  @NotContains(NUL, { each: true, message: 'must not hold a NUL character' })
  user?: string[];

  @ApiPropertyOptional({ format: 'uuid', description: 'The people of a team.' })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.toLowerCase() : value))
  @IsUUID()
  team?: string;
}

export class ActivityUsersQueryDto extends ActivityQueryDto {
  @ApiPropertyOptional({ description: 'A part of the name, e-mail address or id.' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  @NotContains(NUL, { message: 'must not hold a NUL character' })
  q?: string;

  @ApiPropertyOptional({ enum: USERS_SORTS, default: '-last_active_at' })
  @IsOptional()
  @IsIn(USERS_SORTS)
  sort?: (typeof USERS_SORTS)[number];

  @ApiPropertyOptional({
    enum: ['true', 'false'],
    description: 'Only whoever is dormant, or only the others.',
  })
  @IsOptional()
  @IsIn(['true', 'false'])
  dormant?: 'true' | 'false';

  @ApiPropertyOptional({ default: 30, minimum: 1, maximum: 3650, description: 'Days without activity.' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(3_650)
  dormant_days?: number;

  @ApiPropertyOptional({ enum: CATEGORIES, description: 'What `events` are sorted by.' })
  @IsOptional()
  @IsIn(CATEGORIES)
  category?: Category;

  @PageLimit()
  limit?: number;

  @PageCursor()
  cursor?: string;
}

export class HoursQueryDto extends ActivityQueryDto {
  @ApiPropertyOptional({ enum: CATEGORIES })
  @IsOptional()
  @IsIn(CATEGORIES)
  category?: Category;
}

export class ProfileQueryDto extends RangeDto {
  @ApiPropertyOptional({
    enum: ['true', 'false'],
    default: 'false',
    description: 'With the average of peers.',
  })
  @IsOptional()
  @IsIn(['true', 'false'])
  peers?: 'true' | 'false';
}

export class TimelineQueryDto extends RangeDto {
  @ApiPropertyOptional({ enum: CATEGORIES })
  @IsOptional()
  @IsIn(CATEGORIES)
  category?: string;

  @ApiPropertyOptional({
    enum: ['true', 'false'],
    default: 'true',
    description: 'Similar neighbours as one.',
  })
  @IsOptional()
  @IsIn(['true', 'false'])
  group?: 'true' | 'false';

  @PageLimit({ usual: 100, most: 500, description: 'Events.' })
  limit?: number;

  @PageCursor()
  cursor?: string;
}

export class AdoptionQueryDto extends ActivityQueryDto {
  @ApiPropertyOptional({
    description:
      'The id of a feature, a type, or a category. Default: all types of feature usage, and all features.',
  })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(512)
  @NotContains(NUL, { message: 'must not hold a NUL character' })
  feature?: string;

  @ApiPropertyOptional({ enum: ['day', 'week'], description: 'Default: days up to a month, then weeks.' })
  @IsOptional()
  @IsIn(['day', 'week'])
  bucket?: 'day' | 'week';
}

/** In an address: an account, the id that a host product gives, an e-mail address, or `me`. */
export class UserIdDto {
  @IsString()
  @MinLength(1)
  @MaxLength(512)
  @NotContains(NUL, { message: 'must not hold a NUL character' })
  id!: string;
}
