import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';

export class ProvenEventDto {
  @IsUUID()
  id!: string;
}

export class ProvenSequenceDto {
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  sequence!: number;
}

export const PROOF_FORMATS = ['json', 'tlog-proof'] as const;

export class ProofFormatDto {
  @ApiPropertyOptional({
    enum: PROOF_FORMATS,
    description: 'Wins over `Accept`. `tlog-proof` is the text of C2SP tlog-proof.',
  })
  @IsOptional()
  @IsIn(PROOF_FORMATS)
  format?: (typeof PROOF_FORMATS)[number];
}

export class ConsistencyDto {
  /** The size that you have; of an empty tree nothing needs proof. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  from!: number;

  @ApiPropertyOptional({ description: 'The size of the newest checkpoint unless said otherwise.' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  to?: number;
}
