import type { WordTest } from '../audit.event-query';

interface Written {
  readonly text: string;
  readonly quoted: boolean;
}

/** A word, the beginning of one (`word*`), or in quotes a phrase. */
export function wordTest(field: WordTest['field'], { text, quoted }: Written): WordTest {
  if (quoted) return { field, words: text, form: 'phrase' };
  return text.endsWith('*')
    ? { field, words: text.replace(/\*+$/, ''), form: 'beginning' }
    : { field, words: text, form: 'all' };
}

/** Punctuation alone is no word, and asks nothing beside others. */
export const isWord = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);
