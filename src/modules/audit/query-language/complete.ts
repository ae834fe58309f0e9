import type { WireOption as Option } from '../audit.contract';
import { PRESENCES } from '../audit.event-query';
import { caretAt, type Caret } from './caret';
import { MOST_CHARACTERS } from './parse-text';
import { ALIASES, fieldNamed, FIELDS, type Reading } from './fields';

interface Completion {
  /** What is expected at the caret. */
  readonly expected: 'term' | 'value';
  /** The field whose value it is, by its own name; null where a term begins, or the field is unknown. */
  readonly field: string | null;
  /** What the caret's word begins with. */
  readonly written: string;
  /** The part of the text to replace, in UTF-16 units: from inclusive, to exclusive. */
  readonly from: number;
  readonly to: number;
  /** What is known without asking the log, best first. */
  readonly options: readonly Option[];
}

export const MOST_OPTIONS = 20;

const OPERATORS: readonly Option[] = [
  { text: 'OR', help: 'either side' },
  { text: 'AND', help: 'both sides, as a space' },
  { text: 'NOT', help: 'not what follows, as -' },
];
/** Those that Daybook sets; products may send others. */
const FLAGS = ['critical', 'phi', 'new_ip', 'off_hours', 'failed_burst', 'bulk_change'];
const TIMES: readonly Option[] = [
  { text: 'today', help: null },
  { text: 'yesterday', help: null },
  { text: '1h', help: 'the last hour' },
  { text: '24h', help: 'the last 24 hours' },
  { text: '7d', help: 'the last 7 days' },
  { text: '30d', help: 'the last 30 days' },
  { text: '12w', help: 'the last 12 weeks' },
];

/** What can stand at a caret. Pure, so that a browser offers fields and fixed values without a request. */
export function complete(text: string, caret: number): Completion {
  if (text.length > 2 * MOST_CHARACTERS) return NOTHING;
  const place = caretAt(text, caret);
  const { written, from, to } = place;
  if (place.field === null)
    return { expected: 'term', field: null, written, from, to, options: terms(place, text) };
  const field = fieldNamed(place.field)?.field;
  return {
    expected: 'value',
    field: field?.name ?? null,
    written,
    from,
    to,
    options: field ? fixedValues(field.reading, written) : [],
  };
}

/** What is too long for a query is not looked at. */
const NOTHING: Completion = { expected: 'term', field: null, written: '', from: 0, to: 0, options: [] };

/** A value as it is written: in quotes where it would otherwise end early, or mean something else. */
export const writtenValue = (value: string): string =>
  /^[^\s\u0085()",*[\\]+$/u.test(value) && !/^(AND|OR|NOT)$/.test(value)
    ? value
    : `"${value.replace(/["\\]/g, (sign) => `\\${sign}`)}"`;

function terms({ written, from, quoted }: Caret, text: string): readonly Option[] {
  if (quoted) return [];
  const fields = FIELDS.map(({ name, help }) => ({
    text: name === 'details.*' ? 'details.' : `${name}:`,
    help,
  }));
  const aliases = Object.entries(ALIASES).map(([name, of]) => ({
    text: `${name}:`,
    help: `the same as ${of}:`,
  }));
  const operators = text.slice(0, from).trim() === '' ? [] : OPERATORS;
  const known = written === '' ? [...fields, ...operators] : [...fields, ...aliases, ...operators];
  return beginning(known, written);
}

function fixedValues(reading: Reading, written: string): readonly Option[] {
  if (reading.by === 'choice') return beginning(plain(reading.choices), written);
  if (reading.by === 'slug' && reading.column === 'flag') return beginning(plain(FLAGS), written);
  if (reading.by === 'presence') return beginning(plain(PRESENCES), written);
  if (reading.by !== 'time') return [];
  const sign = /^[<>]=?/.exec(written)?.[0] ?? '';
  return beginning(
    TIMES.map(({ text, help }) => ({ text: sign + text, help })),
    written,
  );
}

const plain = (texts: readonly string[]): Option[] => texts.map((text) => ({ text, help: null }));

const beginning = (options: readonly Option[], written: string): readonly Option[] =>
  options.filter(({ text }) => text.toLowerCase().startsWith(written.toLowerCase())).slice(0, MOST_OPTIONS);
