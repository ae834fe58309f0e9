import type { Expression, WordTest } from '../audit.event-query';
import { askedOf, type Asked } from '../recording/search-text';
import type { Parameters } from './sql-text';

/** The words that a query's expressions ask of the whole text, as one question to the word index; and the other expressions. */
export interface Worded {
  /** SQL of a tsquery; null when no word must occur, so that the index would not narrow anything. */
  readonly tsquery: ((p: Parameters) => string) | null;
  readonly others: readonly Expression[];
}

export function wordsOf(where: readonly Expression[]): Worded {
  const wanted = where.filter(isWord);
  if (wanted.length === 0) return { tsquery: null, others: where };
  const unwanted = where.flatMap((one) => ('not' in one && isWord(one.not) ? [one.not] : []));
  const others = where.filter((one) => !isWholeText(one) && !('not' in one && isWholeText(one.not)));
  return {
    tsquery: (p) =>
      [
        ...wanted.map((one) => answerable(tsqueryOf(one, p))),
        ...unwanted.filter(isWholeText).map((one) => `!! ${tsqueryOf(one, p)}`),
      ].join(' && '),
    others,
  };
}

const isWord = (expression: Expression): expression is WordTest => 'words' in expression;
/** Words of the summary are words of the text too, so the index narrows them down; it cannot settle them. */
const isWholeText = (expression: Expression): boolean => 'words' in expression && expression.field === 'text';

/** `&&` leaves a question without words out; one that nothing answers has to make the whole one. */
const answerable = (tsquery: string): string => `CASE WHEN numnode(${tsquery}) > 0 THEN ${tsquery} END`;

const CONFIG = `'simple'::regconfig`;

/** A text without a word in it (punctuation) is a question that nothing answers. */
export function tsqueryOf({ words, form }: WordTest, p: Parameters): string {
  const parts = askedOf(words, form).map((asked) => partOf(asked, p));
  return parts.length === 1 ? (parts[0] as string) : `(${parts.join(' && ')})`;
}

function partOf(asked: Asked, p: Parameters): string {
  if ('all' in asked) return `plainto_tsquery(${CONFIG}, ${p.add(asked.all)})`;
  const { phrase, beginning = '' } = asked;
  const first = (): string => `phraseto_tsquery(${CONFIG}, ${p.add(phrase)})`;
  if (beginning.trim() === '') return first();
  const last = beginningOf(beginning, p);
  return phrase === '' ? last : `(${first()} <-> ${last})`;
}

function beginningOf(words: string, p: Parameters): string {
  const begins = `${quoted(words.toLowerCase())}:*`;
  const parsed = `to_tsquery(${CONFIG}, ${p.add(begins)})`;
  return ADDRESS.test(words) ? `(${parsed} || ${p.add(begins, 'tsquery')})` : parsed;
}

/** An e-mail address or a host is one word of a text, but its beginning is read as several: so it is asked for as it is, too. */
const ADDRESS = /^\S+[@.]\S+$/;

/** As `to_tsquery` reads a text literally, whatever operators are in it. */
const quoted = (words: string): string => `'${words.replace(/['\\]/g, (sign) => sign + sign)}'`;
