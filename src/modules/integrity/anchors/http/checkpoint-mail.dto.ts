import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { MAIL_RHYTHMS, type MailRhythm } from '../../integrity.anchors.contract';

export class CheckpointMailDto {
  @ApiProperty({ enum: MAIL_RHYTHMS })
  @IsIn(MAIL_RHYTHMS)
  rhythm!: MailRhythm;
}
