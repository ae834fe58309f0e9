import type { DaybookError } from '../../../platform/errors/daybook-error';
import { parse } from './parser.generated';
import { queryError } from './query-error';
import type { Tree } from './syntax-tree';

/** Characters, as people count them: code points. */
export const MOST_CHARACTERS = 2_000;

/**
 * The tree of a text; null if it asks nothing.
 * @throws DaybookError `query.syntax`, `query.too_long`, `query.too_many_terms` or `query.too_deep`.
 */
export function parseText(text: string): Tree | null {
  if (text.length > MOST_CHARACTERS && charactersOf(text) > MOST_CHARACTERS) throw tooLong();
  return parse(text, { fail }) as Tree | null;
}

/** Counts no further than it has to. */
const charactersOf = (text: string): number =>
  text.length > 2 * MOST_CHARACTERS ? text.length : [...text].length;

const tooLong = (): DaybookError =>
  queryError(
    'too_long',
    MOST_CHARACTERS,
    ['end'],
    `A query has at most ${MOST_CHARACTERS} characters. Shorten it, or save parts of it as views.`,
  );

type GrammarFault = 'syntax' | 'too_many_terms' | 'too_deep';

/** What the grammar calls where it cannot go on. */
function fail(fault: GrammarFault, at: number, expected: readonly string[]): never {
  throw queryError(fault, at, expected, SENTENCES[fault](at, expected));
}

const SENTENCES: Record<GrammarFault, (at: number, expected: readonly string[]) => string> = {
  syntax: (at, expected) => `The query cannot be read at offset ${at}: ${MISSING[expected[0] ?? '']}`,
  too_many_terms: () => 'A query has at most 30 terms; each value of a list counts. Ask for less at once.',
  too_deep: () => 'A query has at most 6 parentheses within each other. Write it with fewer.',
};

const MISSING: Record<string, string> = {
  term: 'expected a word, a "phrase", field:value or parentheses. Write words such as AND or (, where they are meant as text, in quotes.',
  value: 'expected value. Write it directly behind the colon, in quotes if it holds spaces or parentheses.',
  TO: 'expected TO, as in [2026-11-01 TO 2026-11-10].',
  ')': 'expected a closing parenthesis.',
  ']': 'expected ], as in [2026-11-01 TO 2026-11-10].',
  '"': 'expected a closing quotation mark.',
};
