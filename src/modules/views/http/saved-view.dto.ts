import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsDefined,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  Min,
  MinLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { IsTimeZoneName, TrimmedText } from '../../../platform/http/fields';
import { SavedQueryDto } from '../queries/saved-query.dto';

const MOST_NAME = 100;

export class NewViewDto {
  @ApiProperty({ example: 'Refused at night', maxLength: MOST_NAME })
  @TrimmedText()
  @IsString()
  @MinLength(1)
  @MaxLength(MOST_NAME)
  name!: string;

  @ApiPropertyOptional({
    default: false,
    description: 'For everybody of the organization who reads the log.',
  })
  @IsOptional()
  @IsBoolean()
  shared?: boolean;

  @ApiProperty({ type: SavedQueryDto })
  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => SavedQueryDto)
  query!: SavedQueryDto;
}

export class ViewPatchDto {
  @ApiPropertyOptional({ maxLength: MOST_NAME })
  @IsOptional()
  @TrimmedText()
  @IsString()
  @MinLength(1)
  @MaxLength(MOST_NAME)
  name?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsBoolean()
  shared?: boolean;

  @ApiPropertyOptional({ type: SavedQueryDto, description: 'Takes the place of the whole query.' })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => SavedQueryDto)
  query?: SavedQueryDto;

  @ApiPropertyOptional({
    description: 'The version that was read: the change is refused if there is a newer.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  version?: number;
}

export class DefaultViewDto {
  /** Leaving it out is a mistake, not a wish. */
  @ApiProperty({ type: String, nullable: true, example: 'builtin-today' })
  @ValidateIf(({ id }: DefaultViewDto) => id !== null)
  @Matches(/^(builtin-[a-z\d-]{1,40}|[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12})$/, {
    message: 'must be the id of a view, or null for what everybody begins with',
  })
  id!: string | null;
}

export class ViewingDto {
  @ApiPropertyOptional({
    example: 'Europe/Berlin',
    description: "Where the viewer's days begin. Default: the time zone of the organization.",
  })
  @IsOptional()
  @IsTimeZoneName()
  tz?: string;
}
