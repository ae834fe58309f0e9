import type { ColumnField, EventQuery, Expression, Present, Test } from './audit.event-query';
import { FIRST_MOMENT, LAST_MOMENT } from './query-language/time-words';

/** RFC 3339; null where the query leaves that side open. */
export function rangeOf({ from, to }: EventQuery): { from: string | null; to: string | null } {
  return {
    from: Date.parse(from) <= FIRST_MOMENT ? null : from,
    to: Date.parse(to) >= LAST_MOMENT ? null : to,
  };
}

/** A query's conditions in English, one a line, for who does not read query languages; its range is not among them. */
export const queryInWords = ({ where }: EventQuery): string[] => where.map((one) => capital(phrase(one)));

/** As many alternatives as somebody reads. */
const MOST_NAMED = 20;

function phrase(expression: Expression): string {
  if ('any' in expression) return sameField(expression.any) ?? joined(expression.any, ' or ', 'nothing');
  if ('all' in expression) return joined(expression.all, ' and ', 'everything');
  if ('not' in expression) return negation(expression.not);
  return testPhrase(expression, '');
}

/** "source is “a” or “b”": alternatives of one field are said once. */
function sameField(alternatives: readonly Expression[], not = ''): string | null {
  const [first] = alternatives;
  if (first === undefined || !('field' in first) || !('is' in first) || first.field === 'details')
    return null;
  const values = alternatives.map((one) =>
    'field' in one && one.field === first.field && 'is' in one ? String(one.is) : null,
  );
  if (values.includes(null)) return null;
  const named = values.slice(0, MOST_NAMED).map((value) => quoted(value as string));
  const more = values.length - named.length;
  const list = more > 0 ? `${named.join(', ')} or ${more} more` : listed(named);
  return `${nameOf(first)} is ${not}${list}`;
}

const joined = (all: readonly Expression[], word: string, none: string): string =>
  all.length === 0 ? none : all.map((one) => enclosed(phrase(one), one)).join(word);

const enclosed = (text: string, one: Expression): string =>
  'any' in one || 'all' in one ? `(${text})` : text;

function negation(expression: Expression): string {
  if ('any' in expression) {
    const same = sameField(expression.any, 'not ');
    if (same !== null) return same;
  }
  if ('any' in expression || 'all' in expression || 'not' in expression) return `not (${phrase(expression)})`;
  return testPhrase(expression, 'not');
}

/** `not`: empty, or "not" for the opposite. */
function testPhrase(test: Test, not: '' | 'not'): string {
  const does = not ? 'does not ' : '';
  const isNot = not ? 'is not' : 'is';
  if ('has' in test) return `it ${not ? 'lacks' : 'has'} ${PRESENCES[test.has]}`;
  if ('words' in test) return wordsPhrase(test, not);
  if ('within' in test) return `the address ${isNot} ${test.within.includes('/') ? 'in ' : ''}${test.within}`;
  if ('path' in test) return `the detail ${quoted(test.path.join('.'))} ${isNot} ${quoted(test.is)}`;
  if ('begins' in test) return `${nameOf(test)} ${does}begin${not ? '' : 's'} with ${quoted(test.begins)}`;
  if ('contains' in test)
    return `the name, e-mail address or id of the actor ${does}contain${not ? '' : 's'} ${quoted(test.contains)}`;
  if ('is' in test) return `${nameOf(test)} ${isNot} ${quoted(String(test.is))}`;
  return `the time ${isNot} ${timePhrase(test)}`;
}

function timePhrase({ from, to }: { readonly from: string | null; readonly to: string | null }): string {
  if (from === null) return to === null ? 'any' : `before ${to}`;
  return to === null ? `${from} or later` : `from ${from} to before ${to}`;
}

function wordsPhrase({ field, words, form }: Extract<Test, { words: string }>, not: string): string {
  const where = field === 'summary' ? 'the summary' : 'the text (summary, actor, names of records)';
  const what = { all: 'the words', phrase: 'the phrase', beginning: 'a word that begins with' }[form];
  return `${where} ${not ? 'does not contain' : 'contains'} ${what} ${quoted(words)}`;
}

const nameOf = (test: { readonly field: ColumnField | 'actor' | 'sequence' | 'details' }): string =>
  NAMES[test.field];

const NAMES: Readonly<Record<ColumnField | 'actor' | 'sequence' | 'details', string>> = {
  id: 'the event',
  sequence: 'the number in the log',
  source: 'the source',
  action: 'the action',
  operation: 'the operation',
  category: 'the category',
  outcome: 'the outcome',
  actor: 'the actor',
  actor_type: 'the type of the actor',
  actor_role: 'the role of the actor',
  resource_type: 'the type of the record',
  resource_id: 'the id of the record',
  subject_type: 'the type of the subject',
  subject_id: 'the id of the subject',
  session_id: 'the session',
  request_id: 'the request',
  reported_by: 'the key that reported it',
  flag: 'a flag',
  details: 'a detail',
};

const PRESENCES: Readonly<Record<Present, string>> = {
  resource: 'a record',
  subject: 'a subject',
  ip: 'an address',
  session: 'a session',
  request: 'a request',
  category: 'a category',
  flag: 'a flag',
  reported_by: 'a key that reported it',
  changes: 'changes',
  details: 'details',
};

const listed = (values: readonly string[]): string =>
  values.length < 2 ? values.join('') : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;

const quoted = (text: string): string => `“${text}”`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
