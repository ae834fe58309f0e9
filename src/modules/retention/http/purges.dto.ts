import { IsISO8601, Matches } from 'class-validator';

export class PurgeDateDto {
  @Matches(/^\d{4}-\d{2}-\d{2}$/, { message: 'must be a date, YYYY-MM-DD' })
  @IsISO8601({ strict: true }, { message: 'must be a date, YYYY-MM-DD' })
  date!: string;
}
