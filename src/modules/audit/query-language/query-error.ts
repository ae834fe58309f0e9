import { DaybookError } from '../../../platform/errors/daybook-error';

export type QueryFault =
  'syntax' | 'unknown_field' | 'value' | 'too_long' | 'too_many_terms' | 'too_deep' | 'too_slow';

/**
 * A text that is no query: where (`offset`, in UTF-16 units), what could stand there instead, and a sentence that says what to
 * do. Its code is `query.<fault>`; a client may put its caret at the offset and offer what is expected.
 */
export function queryError(
  fault: QueryFault,
  offset: number,
  expected: readonly string[],
  sentence: string,
): DaybookError {
  return new DaybookError('invalid', `query.${fault}`, sentence, {
    errors: [{ pointer: '/q', detail: `cannot be read at offset ${offset}: expected ${listed(expected)}` }],
    members: { offset, expected },
  });
}

const SHOWN = 12;

/** `a, b or c` */
export function listed(words: readonly string[]): string {
  const shown = words.length > SHOWN ? [...words.slice(0, SHOWN), 'another'] : words;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}`;
}
