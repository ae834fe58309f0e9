import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsOptional, IsString, IsUUID, MaxLength, MinLength } from 'class-validator';
import { TrimmedText } from '../../../platform/http/fields';

export class TeamDto {
  @ApiProperty({ example: 'Front desk', maxLength: 100 })
  @TrimmedText()
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  name!: string;
}

export class NewTeamMemberDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  member_id!: string;

  @ApiPropertyOptional({ default: false, description: 'Leads see the activity of the people of their team.' })
  @IsOptional()
  @IsBoolean()
  lead?: boolean;
}

export class PositionDto {
  @ApiProperty()
  @IsBoolean()
  lead!: boolean;
}
