import { readQuery, writtenValue } from '../../../audit/audit.query-language';

/** Terms of a query as its chips: split at spaces outside quotation marks and parentheses; what OR joins stays one. */
export function termsOf(query: string): string[] {
  const words =
    query.match(/(?:"(?:\\.|[^"\\])*"?|\((?:"(?:\\.|[^"\\])*"?|\([^()]*\)?|[^()"])*\)?|[^\s"(])+/gu) ?? [];
  const terms: string[] = [];
  let joins = false;
  for (const word of words) {
    if (joins || word === 'OR' || word === 'AND') terms.push([terms.pop(), word].filter(Boolean).join(' '));
    else terms.push(word);
    joins = word === 'OR' || word === 'AND' || word === 'NOT';
  }
  return terms;
}

export const queryOf = (terms: readonly string[]): string => terms.filter((term) => term !== '').join(' ');

/** Takes part in an alternative: another condition beside it needs parentheses around it. */
export const hasAlternatives = (query: string): boolean => termsOf(query).some((term) => / OR /.test(term));

interface Simple {
  readonly isExcluded: boolean;
  readonly field: string;
  readonly values: readonly string[];
}

const ALIASES: Readonly<Record<string, string>> = { result: 'outcome', user: 'actor', patient: 'subject' };

/** `-field:a,"b c"`; null for what is not so simple. */
export function simpleTerm(term: string): Simple | null {
  const found =
    /^(-?)([a-z_.]+):((?:"(?:\\.|[^"\\])*"|[^\s"(),]+)(?:,(?:"(?:\\.|[^"\\])*"|[^\s"(),]+))*)$/iu.exec(term);
  if (!found) return null;
  const [, minus, name = '', list = ''] = found;
  const field = name.toLowerCase();
  return {
    isExcluded: minus === '-',
    field: ALIASES[field] ?? field,
    values: list.match(/"(?:\\.|[^"\\])*"|[^,]+/gu) ?? [],
  };
}

export const isExclusion = (term: string): boolean => term.startsWith('-') || term.startsWith('NOT ');

export type Choice = 'included' | 'excluded' | null;

/** Whether a value of a field is asked for, or excluded, by a term of its own. */
export function choiceOf(query: string, field: string, value: string): Choice {
  const written = writtenValue(value);
  const term = termsOf(query)
    .map(simpleTerm)
    .find((each) => each?.field === field && each.values.includes(written));
  if (!term) return null;
  return term.isExcluded ? 'excluded' : 'included';
}

/** The query with a value included (beside others of its field), excluded, or neither. */
export function choose(query: string, field: string, value: string, choice: Choice): string {
  const written = writtenValue(value);
  const without = termsOf(query).flatMap((term) => {
    const simple = simpleTerm(term);
    if (simple?.field !== field || !simple.values.includes(written)) return [term];
    const rest = simple.values.filter((each) => each !== written);
    return rest.length === 0 ? [] : [termText({ ...simple, values: rest })];
  });
  if (choice === null) return queryOf(without);
  const isExcluded = choice === 'excluded';
  const index = without.findIndex((term) => {
    const simple = simpleTerm(term);
    return simple?.field === field && simple.isExcluded === isExcluded;
  });
  const beside = index < 0 ? null : simpleTerm(without[index] ?? '');
  if (!beside) return queryOf([...without, termText({ field, isExcluded, values: [written] })]);
  return queryOf(without.with(index, termText({ ...beside, values: [...beside.values, written] })));
}

const termText = ({ isExcluded, field, values }: Simple): string =>
  `${isExcluded ? '-' : ''}${field}:${values.join(',')}`;

/** The query without the terms of a field: what its other values are counted in. */
export const withoutField = (query: string, field: string): string =>
  queryOf(termsOf(query).filter((term) => simpleTerm(term)?.field !== field));

/** Reading the log leaves events in it (S3-13); this term hides them. */
export const LOG_VIEWS =
  '-action:audit_log.*,event.viewed,event.surroundings_viewed,record_history.viewed,log_extent.viewed,saved_view_list.viewed,session.viewed';

const TIME = /^(after|before|on|created)$/;

/** Says something of time itself, so that the range beside it is not asked for. */
export const saysTime = (query: string): boolean =>
  termsOf(query).some((term) => TIME.test(/^-?([a-z]+):/i.exec(term)?.[1]?.toLowerCase() ?? ''));

/**
 * A text that is still being written, with its last word as a beginning: `lab appoi` finds appointments before the word is whole. Left
 * alone are single letters, fields, phrases, and what ends with a space.
 */
export const asBeginning = (text: string): string =>
  typedWord(text) === null ? text.trim() : `${text.trim()}*`;

/** The word that is being written; null when it is not one whose beginning could be asked for. */
export function typedWord(text: string): string | null {
  const word = /(?:^-?|[\s(]-?)([\p{L}\p{N}][\p{L}\p{N}\p{M}_'’-]+)$/u.exec(text)?.[1] ?? null;
  const isQuoted = (text.match(/"/g) ?? []).length % 2 === 1;
  return word === null || isQuoted || /^(AND|OR|NOT)$/.test(word) ? null : word;
}

/** What is wrong with a query, and where (UTF-16 units). */
export interface QueryFault {
  readonly code: string;
  readonly message: string;
  readonly offset: number;
}

/** Null for what can be asked. By the same program as on the server. */
export function faultOfQuery(query: string): QueryFault | null {
  try {
    readQuery(query, { now: new Date(), zone: 'UTC' });
    return null;
  } catch (error) {
    const { code, message, more } = error as Error & {
      code?: string;
      more?: { members?: { offset?: number } };
    };
    if (code === undefined) throw error;
    return { code, message, offset: more?.members?.offset ?? 0 };
  }
}
