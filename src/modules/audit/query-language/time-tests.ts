import type { Test } from '../audit.event-query';
import { FIRST_MOMENT, LAST_MOMENT, spanOf, type Occasion, type Span } from './time-words';

/** A test of `occurred_at`. */
export type TimeTest = Extract<Test, { to: string | null }>;
export type TimeField = 'after' | 'before' | 'on';

/** Milliseconds, from inclusive, to exclusive; infinite where a side is open. */
export interface Bounds {
  readonly from: number;
  readonly to: number;
}

export const ALL_TIME: Bounds = { from: -Infinity, to: Infinity };

/**
 * What `after:`, `before:` or `on:` means with a value; null if it means nothing. `after` begins with the day or moment named and
 * `before` ends with it, unless `>` or `<=` says otherwise; `on` takes any comparison, `a..b`, and of `7d` the time since.
 */
export function timeTest(field: TimeField, text: string, occasion: Occasion): TimeTest | null {
  const [, sign = '', rest = ''] = /^([<>]=?)?(.*)$/s.exec(text) ?? [];
  if (sign === '' && field === 'on' && rest.includes('..')) {
    const [from = '', to = '', ...more] = rest.split('..');
    return more.length > 0 ? null : rangeTest(from, to, occasion);
  }
  const span = spanOf(rest, occasion);
  if (span === null) return null;
  if (sign === '' && field === 'on')
    return testOf(span.ago ? { from: span.from, to: occasion.now.getTime() } : span);
  return comparison(sign || (field === 'after' ? '>=' : '<'), field, span);
}

/** `*`, or nothing, leaves a side of the range open. */
export function rangeTest(from: string, to: string, occasion: Occasion): TimeTest | null {
  const [first, last] = [from, to].map((side) =>
    side === '*' || side === '' ? 'open' : spanOf(side, occasion),
  );
  if (!first || !last || (first === 'open' && last === 'open')) return null;
  return testOf({
    from: first === 'open' ? -Infinity : first.from,
    to: last === 'open' ? Infinity : last.to,
  });
}

/** `after:<x` and `before:>x` contradict themselves. */
function comparison(sign: string, field: TimeField, { from, to }: Span): TimeTest | null {
  if (sign.startsWith('>'))
    return field === 'before' ? null : testOf({ from: sign === '>' ? to : from, to: Infinity });
  return field === 'after' ? null : testOf({ from: -Infinity, to: sign === '<' ? from : to });
}

export const testOf = ({ from, to }: Bounds): TimeTest => ({ from: written(from), to: written(to) });

export const boundsOf = ({ from, to }: TimeTest): Bounds => ({
  from: from === null ? -Infinity : Date.parse(from),
  to: to === null ? Infinity : Date.parse(to),
});

/** RFC 3339 has years of four digits: what lies beyond is an open side. */
const written = (at: number): string | null =>
  at < FIRST_MOMENT || at > LAST_MOMENT ? null : new Date(at).toISOString();
