import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { PageQueryDto } from '../../../platform/http/page';

export class ApprovalListDto extends PageQueryDto {
  @ApiPropertyOptional({
    enum: ['open'],
    description: 'Only what is neither decided nor over, nor has waited for a second person for too long.',
  })
  @IsOptional()
  @IsIn(['open'])
  state?: 'open';
}
