import type { Expression, Test } from '../../src/modules/audit/audit.event-query';

/**
 * Expressions in the query language, as somebody would type them; null where it has no words for one of them (nothing of
 * nothing, punctuation, what is no id).
 */
export function printed(where: readonly Expression[]): string | null {
  const parts = where.map(print);
  return parts.includes(null) ? null : parts.join(' ');
}

function print(expression: Expression): string | null {
  if ('any' in expression) return group(expression.any.map(print), ' OR ');
  if ('all' in expression) return group(expression.all.map(print), ' ');
  if ('not' in expression) return prefixed('NOT ', print(expression.not));
  return printTest(expression);
}

const group = (parts: readonly (string | null)[], separator: string): string | null =>
  parts.length === 0 || parts.includes(null) ? null : `(${parts.join(separator)})`;

const prefixed = (prefix: string, text: string | null): string | null => text && prefix + text;

function printTest(test: Test): string | null {
  if ('has' in test) return `has:${test.has}`;
  if ('words' in test) return printWords(test);
  if ('path' in test) return printDetail(test);
  if ('within' in test) return `ip:${test.within}`;
  if ('from' in test) return printTime(test);
  if ('contains' in test) return `actor:${quoted(test.contains)}`;
  if ('begins' in test) return `${NAMES[test.field] ?? test.field}:${test.begins}*`;
  if (test.field === 'actor') return `actor.id:${quoted(test.is)}`;
  if (test.field === 'sequence') return `id:${test.is}`;
  return NEEDS_UUID.has(test.field) && !UUID.test(test.is)
    ? null
    : `${NAMES[test.field] ?? test.field}:${quoted(test.is)}`;
}

const NAMES: Partial<Record<string, string>> = {
  actor_type: 'actor.type',
  actor_role: 'actor.role',
  resource_type: 'resource.type',
  resource_id: 'resource.id',
  subject_type: 'subject.type',
  subject_id: 'subject.id',
  session_id: 'session',
  request_id: 'request',
};

const NEEDS_UUID = new Set<string>(['id', 'reported_by']);
const UUID = /^[\da-f]{8}-([\da-f]{4}-){3}[\da-f]{12}$/;

function printWords({ field, words, form }: Extract<Test, { words: string }>): string | null {
  if (!/[\p{L}\p{N}]/u.test(words)) return null;
  const name = field === 'summary' ? 'summary:' : '';
  if (form === 'phrase') return name + quoted(words);
  if (form === 'beginning') return `${name}${words}*`;
  return `(${words
    .split(' ')
    .map((word) => name + word)
    .join(' ')})`;
}

const printDetail = ({ path, is }: Extract<Test, { path: readonly string[] }>): string | null =>
  is === '' || path.some((step) => step.includes(' ')) ? null : `details.${path.join('.')}:${quoted(is)}`;

function printTime({ from, to }: Extract<Test, { to: string | null }>): string | null {
  if (from !== null && to !== null) return `(after:${from} before:${to})`;
  if (from !== null) return `after:${from}`;
  return to === null ? null : `before:${to}`;
}

const quoted = (text: string): string => `"${text.replace(/["\\]/g, (sign) => `\\${sign}`)}"`;
