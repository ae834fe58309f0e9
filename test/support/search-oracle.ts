import type { EventQuery, Expression, Test, WordTest } from '../../src/modules/audit/audit.event-query';
import type { NewEvent } from '../../src/modules/audit/audit.event';
import { addressNumber, rangeOfNetwork } from './address-number';

/** An event, and the number it got. */
export interface Numbered {
  readonly event: NewEvent;
  readonly sequence: number;
}

/**
 * Whether an event belongs to a query, by the words of `audit.event-query.ts` alone: a plain filter in memory that shares no
 * code with the search, and knows nothing of SQL, indexes and pages.
 */
export function belongs(numbered: Numbered, { from, to, where }: EventQuery): boolean {
  return (
    during(numbered.event.occurred_at, from, to) && where.every((expression) => holds(expression, numbered))
  );
}

export function holds(expression: Expression, numbered: Numbered): boolean {
  if ('any' in expression) return expression.any.some((one) => holds(one, numbered));
  if ('all' in expression) return expression.all.every((one) => holds(one, numbered));
  if ('not' in expression) return !holds(expression.not, numbered);
  return passes(expression, numbered);
}

function passes(test: Test, { event, sequence }: Numbered): boolean {
  if ('has' in test) return HAS[test.has](event);
  if ('words' in test) return spoken(test, event);
  if ('path' in test) return detailOf(event.details, test.path) === test.is;
  if ('within' in test) return within(event.context.ip, test.within);
  if ('from' in test) return during(event.occurred_at, test.from, test.to);
  if ('contains' in test) return identity(event).some((text) => fold(text).includes(fold(test.contains)));
  if ('begins' in test) return valuesOf(event, test.field).some((value) => value.startsWith(test.begins));
  if (test.field === 'actor') return identity(event).some((text) => fold(text) === fold(test.is));
  if (test.field === 'sequence') return sequence === test.is;
  return valuesOf(event, test.field).includes(test.is);
}

const during = (at: Date, from: string | null, to: string | null): boolean =>
  (from === null || at.getTime() >= Date.parse(from)) && (to === null || at.getTime() < Date.parse(to));

const fold = (text: string): string => text.toLowerCase();
const said = (values: readonly (string | null | undefined)[]): string[] =>
  values.filter((value): value is string => value !== null && value !== undefined);

const identity = ({ actor }: NewEvent): string[] => said([actor.id, actor.email, actor.name]);

/** What a field of an event is: nothing, one value, or several. */
function valuesOf(event: NewEvent, field: Extract<Test, { begins: string }>['field']): string[] {
  if (field === 'flag') return [...event.flags];
  return said([VALUES[field](event)]);
}

const VALUES: Record<
  Exclude<Extract<Test, { begins: string }>['field'], 'flag'>,
  (event: NewEvent) => string | null | undefined
> = {
  id: ({ id }) => id,
  source: ({ source }) => source,
  action: ({ action }) => action,
  operation: ({ operation }) => operation,
  category: ({ category }) => category,
  outcome: ({ outcome }) => outcome,
  actor_type: ({ actor }) => actor.type,
  actor_role: ({ actor }) => actor.role,
  resource_type: ({ resource }) => resource?.type,
  resource_id: ({ resource }) => resource?.id,
  subject_type: ({ subject }) => subject?.type,
  subject_id: ({ subject }) => subject?.id,
  session_id: ({ context }) => context.session_id,
  request_id: ({ context }) => context.request_id,
  reported_by: ({ reported_by }) => reported_by?.api_key_id,
};

const HAS: Record<Extract<Test, { has: string }>['has'], (event: NewEvent) => boolean> = {
  resource: ({ resource }) => resource !== null,
  subject: ({ subject }) => subject !== null,
  ip: ({ context }) => said([context.ip]).length > 0,
  session: ({ context }) => said([context.session_id]).length > 0,
  request: ({ context }) => said([context.request_id]).length > 0,
  category: ({ category }) => category !== null,
  flag: ({ flags }) => flags.length > 0,
  reported_by: ({ reported_by }) => reported_by !== null,
  changes: ({ changes }) => changes !== null,
  details: ({ details }) => Object.keys(details).length > 0,
};

function within(ip: string | null | undefined, range: string): boolean {
  if (!ip) return false;
  const [version, first, last] = rangeOfNetwork(range);
  const [own, number] = addressNumber(ip);
  return own === version && number >= first && number <= last;
}

/** A scalar below `details`, as text. */
function detailOf(details: unknown, path: readonly string[]): string | null {
  let value: unknown = details;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return null;
    value = (value as Record<string, unknown>)[step];
  }
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

function spoken({ field, words, form }: WordTest, event: NewEvent): boolean {
  const text = field === 'summary' ? wordsOf(event.summary) : textOf(event).flatMap(wordsOf);
  const wanted = wordsOf(words);
  if (wanted.length === 0) return false;
  if (form === 'all') return wanted.every((word) => text.includes(word));
  const fits = (word: string | undefined, want: string): boolean =>
    form === 'phrase' ? word === want : (word?.startsWith(want) ?? false);
  return text.some((_, at) => wanted.every((want, offset) => fits(text[at + offset], want)));
}

/** Summary, actor and names of records, in this order: a phrase may go over from one into the next. */
const textOf = ({ summary, actor, resource, subject, related }: NewEvent): string[] =>
  said([
    summary,
    actor.name,
    actor.email,
    actor.id,
    resource?.name,
    resource?.id,
    subject?.name,
    ...related.map(({ name }) => name),
  ]);

/** The words of the tests' texts: letters and digits, and e-mail addresses whole. */
const wordsOf = (text: string | null): string[] =>
  (text ?? '')
    .toLowerCase()
    .split(/[\s'!?,-]+/u)
    .filter((word) => word !== '');
