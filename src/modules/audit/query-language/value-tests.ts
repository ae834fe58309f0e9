import ipaddr from 'ipaddr.js';
import { PRESENCES, type ColumnField, type Expression, type Present } from '../audit.event-query';
import { presenceNamed, slugOf, type Asked, type Reading } from './fields';
import type { Value } from './syntax-tree';
import { timeTest } from './time-tests';
import type { Occasion } from './time-words';
import { wordTest } from './word-tests';

/** A value that its field cannot read, and what it could. */
export interface Unreadable {
  readonly expected: readonly string[];
}

type Read = Expression | Unreadable;
type Reader<By extends Reading['by']> = (
  value: Value,
  reading: Extract<Reading, { by: By }>,
  path: readonly string[],
  occasion: Occasion,
) => Read;

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
const TIMES = ['2026-11-01', '2026-11-01T09:30:00Z', '7d', '24h', '30m', '2w', 'today', 'yesterday', 'now'];
const NO_NUL = { expected: ['text without a NUL character'] };

/** What a value asks of a field. */
export function valueTest(value: Value, { field: { reading }, path }: Asked, occasion: Occasion): Read {
  if (value.text.includes('\0')) return NO_NUL;
  if (value.text === '') return { expected: ['value'] };
  if (value.text === '*' && !value.quoted && 'has' in reading && reading.has) return { has: reading.has };
  const read = READERS[reading.by] as Reader<Reading['by']>;
  return read(value, reading, path, occasion);
}

const READERS: { readonly [By in Reading['by']]: Reader<By> } = {
  text: (value, { column }) => columnTest(column, value),
  slug: (value, { column }) => slugTest(column, value),
  choice: (value, { column, choices }) => choiceTest(column, choices, value),
  record: (value, { of }) => recordTest(of, value),
  actor: ({ text }, { whole }) =>
    whole ? { field: 'actor', is: text } : { field: 'actor', contains: text.replace(/\*$/, '') },
  network: ({ text }) =>
    isNetwork(text)
      ? { field: 'ip', within: text }
      : { expected: ['192.0.2.1', '192.0.2.0/24', '2001:db8::/32'] },
  event: ({ text }) => eventTest(text),
  key: ({ text }) =>
    UUID.test(text)
      ? { field: 'reported_by', is: text.toLowerCase() }
      : { expected: ['the id of an API key (a UUID)'] },
  words: (value) => wordTest('summary', value),
  presence: ({ text }) => {
    const has = presenceNamed(text);
    return has ? { has } : { expected: PRESENCES };
  },
  detail: ({ text }, _, path) => ({ field: 'details', path, is: text }),
  time: ({ text }, { side }, _, occasion) => timeTest(side, text, occasion) ?? { expected: TIMES },
};

/** Columns whose values have no beginnings that could be asked for. */
const WHOLE: readonly ColumnField[] = ['flag', 'id', 'reported_by'];

function columnTest(column: ColumnField, { text, quoted }: Value): Read {
  if (quoted || !text.includes('*')) return { field: column, is: text };
  if (text.indexOf('*') < text.length - 1) return { expected: ['a * at the end only, as in member.*'] };
  return WHOLE.includes(column)
    ? { expected: ['the whole value, without a *'] }
    : { field: column, begins: text.slice(0, -1) };
}

function slugTest(column: ColumnField, value: Value): Read {
  const slug = slugOf(value.text);
  const given = columnTest(column, value);
  if (slug === value.text || 'expected' in given) return given;
  return { any: [given, columnTest(column, { ...value, text: slug }) as Expression] };
}

/** Of a closed list anything else is a slip of the pen. */
function choiceTest(column: ColumnField, choices: readonly string[], { text, quoted }: Value): Read {
  const slug = slugOf(text);
  const meant =
    !quoted && slug.endsWith('*')
      ? choices.filter((one) => one.startsWith(slug.slice(0, -1)))
      : choices.filter((one) => one === slug);
  return meant.length > 0 ? { any: meant.map((is) => ({ field: column, is })) } : { expected: choices };
}

/** Of `a/b`, either a is the type, or all of it is the id. */
function recordTest(of: 'resource' | 'subject', value: Value): Read {
  if (value.text === '*' && !value.quoted) return { has: of as Present };
  const id = columnTest(`${of}_id`, value);
  const slash = value.text.indexOf('/');
  if (slash <= 0 || slash === value.text.length - 1 || 'expected' in id) return id;
  const type = slugTest(`${of}_type`, { ...value, text: value.text.slice(0, slash) });
  const inType = columnTest(`${of}_id`, { ...value, text: value.text.slice(slash + 1) });
  return 'expected' in type || 'expected' in inType ? id : { any: [{ all: [type, inType] }, id] };
}

function eventTest(text: string): Read {
  if (UUID.test(text)) return { field: 'id', is: text.toLowerCase() };
  const number = /^\d{1,16}$/.test(text) ? Number(text) : NaN;
  return Number.isSafeInteger(number)
    ? { field: 'sequence', is: number }
    : { expected: ['the id of an event (a UUID)', 'its number in the log'] };
}

/** As `ipRange` of the search has it, without Node: stricter than ipaddr.js, which also takes 10.1 and 0x7f000001. */
function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  if (more.length > 0 || !isAddress(bits === undefined ? address.replace(/%.*$/s, '') : address))
    return false;
  return bits === undefined || ipaddr.isValidCIDR(text);
}

const isAddress = (text: string): boolean =>
  text.includes(':')
    ? !text.includes('%') && ipaddr.IPv6.isValid(text)
    : ipaddr.IPv4.isValidFourPartDecimal(text);
