import { IsString, Length } from 'class-validator';
import { TrimmedText } from '../../../platform/http/fields';

export class OrganizationDeletionDto {
  /** The organization's name, typed: nobody deletes one by a slip (S4-22). */
  @TrimmedText()
  @IsString()
  @Length(1, 200)
  name!: string;

  @TrimmedText()
  @IsString()
  @Length(10, 1_000)
  reason!: string;
}
