import type { PipeTransform } from '@nestjs/common';
import { conflict } from '../../../platform/errors/daybook-error';
import { IdPipe } from '../../../platform/http/id.pipe';
import { findBuiltIn } from '../queries/built-in-views';

const ids = new IdPipe('saved view');

/** The id of a view in an address: a built-in one, or one that was saved. */
export class ViewIdPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    return findBuiltIn(value)?.id ?? ids.transform(value);
  }
}

/** The id of a view to change. */
export class ChangeableViewIdPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (findBuiltIn(value))
      throw conflict('saved_view.built_in', 'The built-in views stay as they are. Save one of your own.');
    return ids.transform(value);
  }
}
