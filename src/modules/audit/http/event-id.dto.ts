import { IsUUID } from 'class-validator';

export class EventIdDto {
  @IsUUID()
  id!: string;
}
