import type { Export } from '../../../exports/exports.contract';
import { writtenValue } from '../../../audit/audit.query-language';
import { queryOf, saysTime } from '../audit-log/query-terms';
import type { LogSearch } from '../audit-log/address';

/** What exports store: conditions, resolved. */
export type StoredQuery = Export['query'];
type Expression = StoredQuery['where'][number];

/** What schedules, rules and alerts store: parameters of `GET /v1/events`, as they would be sent. */
export type StoredParameters = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Names of columns and parameters, where the language has others. */
const NAMES: Readonly<Record<string, string>> = {
  actor_type: 'actor.type',
  actor_role: 'actor.role',
  resource_type: 'resource.type',
  resource_id: 'resource.id',
  subject_type: 'subject.type',
  subject_id: 'subject.id',
  session_id: 'session',
  request_id: 'request',
  sequence: 'id',
};
const nameOf = (field: string): string => NAMES[field] ?? field;

/** `member.*` stays a pattern: in quotes it would be a name. */
const valueText = (value: string): string => {
  const [, start = ''] = /^([^*]+)\*$/.exec(value) ?? [];
  return start !== '' && writtenValue(start) === start ? value : writtenValue(value);
};

const NOT_TERMS = ['q', 'from', 'to', 'tz', 'sort', 'limit', 'cursor'];

/** Parameters as one text of the query language, without their range. */
export function textOfParameters(given: StoredParameters): string {
  const { q = '' } = given;
  const terms = Object.entries(given).flatMap(([name, value]) => {
    if (NOT_TERMS.includes(name) || value === undefined) return [];
    const values = typeof value === 'string' ? [value] : value;
    return values.length === 0 ? [] : [`${nameOf(name)}:${values.map(valueText).join(',')}`];
  });
  const written = String(q);
  return queryOf([
    ...terms,
    written !== '' && terms.length > 0 && / OR /.test(written) ? `(${written})` : written,
  ]);
}

/** Stored conditions as a text of the query language, without their range. */
export const textOfQuery = ({ where }: StoredQuery): string => where.map((one) => textOf(one)).join(' ');

function textOf(one: Expression): string {
  if ('any' in one) return sameField(one.any) ?? `(${one.any.map(textOf).join(' OR ')})`;
  if ('all' in one) return `(${one.all.map(textOf).join(' ')})`;
  if ('not' in one) {
    const inner = textOf(one.not);
    return inner.startsWith('(') || inner.startsWith('-') ? `NOT ${inner}` : `-${inner}`;
  }
  return textOfTest(one);
}

type Test = Exclude<Expression, { any: unknown } | { all: unknown } | { not: unknown }>;

function textOfTest(test: Test): string {
  if ('has' in test) return `has:${test.has}`;
  if ('words' in test) return wordsText(test);
  if ('within' in test) return `ip:${test.within}`;
  if ('path' in test) return `details.${test.path.join('.')}:${writtenValue(test.is)}`;
  if ('begins' in test) return `${nameOf(test.field)}:${valueText(`${test.begins}*`)}`;
  if ('contains' in test) return `actor:${writtenValue(test.contains)}`;
  if ('is' in test)
    return `${test.field === 'actor' ? 'actor.id' : nameOf(test.field)}:${writtenValue(String(test.is))}`;
  const [after, before] = [test.from, test.to];
  return queryOf([after === null ? '' : `after:${after}`, before === null ? '' : `before:${before}`]);
}

function wordsText({ field, words, form }: Extract<Test, { words: string }>): string {
  const prefix = field === 'summary' ? 'summary:' : '';
  if (form === 'beginning') return `${prefix}${words}*`;
  if (form === 'phrase') return `${prefix}"${words}"`;
  return words
    .split(/\s+/)
    .map((word) => `${prefix}${writtenValue(word)}`)
    .join(' ');
}

/** `source:flow,task`: alternatives of one field. */
function sameField(alternatives: readonly Expression[]): string | null {
  const texts = alternatives.map(textOf);
  const field = /^[a-z_.]+:/.exec(texts[0] ?? '')?.[0];
  const isSame = alternatives.every((one) => 'field' in one && ('is' in one || 'begins' in one));
  if (field === undefined || !isSame || !texts.every((text) => text.startsWith(field))) return null;
  return field + texts.map((text) => text.slice(field.length)).join(',');
}

/** As much as a query may be. */
const MOST_CHARACTERS = 2_000;
/** Before it and after it an export's range is open. */
const OPEN = { from: Date.parse('1971-01-01'), to: Date.parse('9000-01-01') };

/** Where the audit log shows the same events; null when the text is too long for an address. */
export function logSearchOf(q: string, from?: string, to?: string): LogSearch | null {
  if (q.length > MOST_CHARACTERS) return null;
  const isFrom = from !== undefined && Date.parse(from) > OPEN.from;
  const isTo = to !== undefined && Date.parse(to) < OPEN.to;
  const range = isFrom || isTo || saysTime(q) ? {} : { from: '1971-01-01' };
  return { ...(q === '' ? {} : { q }), ...(isFrom ? { from } : {}), ...(isTo ? { to } : {}), ...range };
}
