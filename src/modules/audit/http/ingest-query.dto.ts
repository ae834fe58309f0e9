import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';

export class IngestQueryDto {
  @ApiPropertyOptional({
    enum: ['true', 'false'],
    default: 'false',
    description: 'Store all events or none.',
  })
  @IsOptional()
  @IsIn(['true', 'false'])
  atomic?: 'true' | 'false';
}
