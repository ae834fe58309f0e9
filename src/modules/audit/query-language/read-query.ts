import type { DaybookError } from '../../../platform/errors/daybook-error';
import type { Expression } from '../audit.event-query';
import { ALIASES, fieldNamed, FIELDS, type Asked } from './fields';
import { parseText } from './parse-text';
import { listed, queryError } from './query-error';
import { conjuncts } from './simplify';
import type { Pair, Range, Tree, Value, ValueTree } from './syntax-tree';
import { rangeTest } from './time-tests';
import type { Occasion } from './time-words';
import { valueTest, type Unreadable } from './value-tests';
import { isWord, wordTest } from './word-tests';

/**
 * What a text in the query language asks: expressions that must all hold, times absolute.
 * @throws DaybookError `query.syntax`, `query.unknown_field`, `query.value`, `query.too_long`, `query.too_many_terms` or
 * `query.too_deep`, each with its `offset` and what was `expected` there.
 */
export function readQuery(text: string, occasion: Occasion): readonly Expression[] {
  const tree = parseText(text);
  return tree === null ? [] : conjuncts(expressionOf(tree, occasion));
}

function expressionOf(tree: Tree, occasion: Occasion): Expression {
  if (tree.kind === 'text') return textOf(tree);
  if (tree.kind === 'pair') return pairOf(tree, occasion);
  if (tree.kind === 'not') return { not: expressionOf(tree.item, occasion) };
  const items = tree.kind === 'all' ? withoutPunctuation(tree.items) : tree.items;
  const expressions = items.map((item) => expressionOf(item, occasion));
  return tree.kind === 'all' ? { all: expressions } : { any: expressions };
}

function withoutPunctuation(items: readonly Tree[]): readonly Tree[] {
  const rest = items.filter((item) => item.kind !== 'text' || isWord(item.text));
  return rest.length > 0 ? rest : items;
}

function textOf(text: Extract<Tree, { kind: 'text' }>): Expression {
  if (text.text.includes('\0'))
    throw badValue(text.at, text.text, { expected: ['text without a NUL character'] });
  return wordTest('text', text);
}

function pairOf({ field, at, values }: Pair, occasion: Occasion): Expression {
  const asked = fieldNamed(field);
  if (!asked) throw unknownField(field, at);
  return valuesOf(values, asked, occasion);
}

function valuesOf(tree: ValueTree, asked: Asked, occasion: Occasion): Expression {
  if (tree.kind === 'value') return valueOf(tree, asked, occasion);
  if (tree.kind === 'range') return rangeOf(tree, asked, occasion);
  if (tree.kind === 'not') return { not: valuesOf(tree.item, asked, occasion) };
  const expressions = tree.items.map((item) => valuesOf(item, asked, occasion));
  return tree.kind === 'all' ? { all: expressions } : { any: expressions };
}

function valueOf(value: Value, asked: Asked, occasion: Occasion): Expression {
  const read = valueTest(value, asked, occasion);
  if ('expected' in read) throw badValue(value.at, value.text, read);
  return read;
}

/** Only times have ranges. */
function rangeOf({ from, to, at }: Range, { field }: Asked, occasion: Occasion): Expression {
  const isTime = field.reading.by === 'time' && field.reading.side === 'on';
  const test = isTime ? rangeTest(from.text, to.text, occasion) : null;
  if (test) return test;
  throw badValue(at, `[${from.text} TO ${to.text}]`, {
    expected: [isTime ? 'two days or moments, or * for one of them' : 'value (ranges are for on:)'],
  });
}

const SHOWN = 60;

const badValue = (at: number, text: string, { expected }: Unreadable): DaybookError =>
  queryError(
    'value',
    at,
    expected,
    `"${text.slice(0, SHOWN)}" cannot be used at offset ${at}: expected ${listed(expected)}.`,
  );

const NAMES = [...FIELDS.map(({ name }) => name), ...Object.keys(ALIASES)];

function unknownField(field: string, at: number): DaybookError {
  const shown = field.slice(0, SHOWN);
  return queryError(
    'unknown_field',
    at,
    NAMES,
    `There is no field "${shown}". The fields are ${FIELDS.map(({ name }) => name).join(', ')}; text with a colon goes in quotes.`,
  );
}
