import { DaybookError } from '../../../platform/errors/daybook-error';
import { parseQuery } from '../search/parse-query';
import { complete } from './complete';
import { parse } from './parser.generated';
import { readQuery } from './read-query';

const NOW = new Date('2026-11-21T12:00:00Z');
const MOST_MS = 50;

/** mulberry32: the same strings in every run. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

const PIECES = [
  'actor:',
  'action:',
  'ip:',
  'on:',
  'after:',
  'before:',
  'result:',
  'source:',
  'details.a.b:',
  'meta.x:',
  'has:',
  'id:',
  'x:',
  ':',
  'jane',
  'member.*',
  '*',
  '10.0.0.0/8',
  '2001:db8::1',
  '7d',
  '2026-11-01',
  '..',
  'today',
  '2026-11-01T00:00:00Z',
  '>=',
  '<',
  'failure',
  'changes',
  '"',
  '\\',
  '(',
  ')',
  '[',
  ']',
  ' TO ',
  ' OR ',
  ' AND ',
  'NOT ',
  '-',
  ',',
  ' ',
  '\t',
  '\n',
  '\u3000',
  '\u0085',
  '\0',
  '\ufeff',
  '\ud800',
  '\u{1f512}',
  'Ж',
  '患者',
  'مريض',
  'e\u0301',
  '\u200d',
  '__proto__',
  'constructor',
  '/',
  '%',
  '_',
  "'",
  ';--',
  '$1',
  '&',
  '|',
  '!',
  '<->',
  ':*',
  '0',
  '-1',
  '9'.repeat(40),
];

describe('any string', () => {
  it('is a query or an error with its offset, each of 10,000 in 50 ms', () => {
    const random = seeded(20_261_121);
    let read = 0;
    for (let round = 0; round < 10_000; round++) {
      const text = Array.from({ length: random(24) }, () => PIECES[random(PIECES.length)]).join('');
      const began = performance.now();
      const outcome = outcomeOf(text);
      complete(text, random(text.length + 1));
      const took = performance.now() - began;
      if (outcome instanceof DaybookError) {
        const { offset, expected } = outcome.more.members as { offset: number; expected: string[] };
        expect({ text, inside: offset >= 0 && offset <= text.length }).toEqual({ text, inside: true });
        expect(expected.length).toBeGreaterThan(0);
        expect(outcome.code).toMatch(/^query\./);
      } else {
        read += 1;
        expect(JSON.parse(JSON.stringify(outcome))).toEqual(outcome);
      }
      // One slow string is a pause of the machine; the same string slow twice is ours.
      if (took > MOST_MS) expect(timeOf(() => outcomeOf(text))).toBeLessThan(MOST_MS);
    }
    expect(read).toBeGreaterThan(1_000);
  }, 120_000);

  const EVIL: Readonly<Record<string, string>> = {
    'open parentheses': '('.repeat(100_000),
    'closed parentheses': ')'.repeat(100_000),
    'parentheses of values': 'actor:('.repeat(15_000),
    'quotation marks': '"'.repeat(100_001),
    'one open quotation': `"${'\\"'.repeat(50_000)}`,
    backslashes: `"${'\\'.repeat(100_000)}`,
    colons: ':'.repeat(100_000),
    'fields without values': 'a:'.repeat(50_000),
    'minus signs': '-'.repeat(100_000),
    NOT: 'NOT '.repeat(25_000),
    OR: 'OR '.repeat(33_000),
    'a OR': 'a OR '.repeat(20_000),
    commas: `id:${'1,'.repeat(50_000)}`,
    brackets: 'on:['.repeat(25_000),
    dots: `on:${'..'.repeat(50_000)}`,
    spaces: ' '.repeat(100_000),
    'spaces in parentheses': `((((((${' '.repeat(100_000)}`,
    'spaces before nothing': `a${' '.repeat(99_998)})`,
    stars: '*'.repeat(100_000),
    'a path': `details${'.a'.repeat(50_000)}:x`,
    'an address': `ip:${'0:'.repeat(50_000)}`,
    'a number': `id:${'9'.repeat(100_000)}`,
    'words of one letter': 'x '.repeat(50_000),
    'one word': 'x'.repeat(100_000),
    marks: 'e' + '\u0301'.repeat(100_000),
    'lone surrogates': '\ud800'.repeat(100_000),
    emoji: '\u{1f469}\u200d'.repeat(33_000),
    'letters that grow': '\ufdfa'.repeat(100_000),
  };

  it.each(Object.keys(EVIL))('100 KB of %s is refused at once', (name) => {
    const text = EVIL[name] as string;
    expect(outcomeOf(text)).toMatchObject({ code: 'query.too_long' });
    expect(timeOf(() => outcomeOf(text))).toBeLessThan(MOST_MS);
    expect(timeOf(() => complete(text, text.length))).toBeLessThan(MOST_MS);
  });

  it.each(Object.keys(EVIL))('100 KB of %s would be linear for the grammar alone', (name) => {
    const text = EVIL[name] as string;
    const grammar = (): void => {
      try {
        parse(text, { fail: stop });
      } catch (error) {
        if (error !== STOP) throw error;
      }
    };
    expect(timeOf(grammar)).toBeLessThan(4 * MOST_MS);
  });

  it.each(Object.keys(EVIL))('2,000 characters of %s are a query or an error in 50 ms', (name) => {
    const text = [...(EVIL[name] as string)].slice(0, 2_000).join('');
    expect(timeOf(() => outcomeOf(text))).toBeLessThan(MOST_MS);
  });
});

const STOP = new Error('stop');
const stop = (): never => {
  throw STOP;
};

/** Milliseconds of this process's own work, the least of three: what the machine does besides is not counted. */
function timeOf(work: () => unknown): number {
  const times = [1, 2, 3].map(() => {
    const began = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(began);
    return (user + system) / 1_000;
  });
  return Math.min(...times);
}

/** The query, or the error; anything else is thrown. */
function outcomeOf(text: string): unknown {
  try {
    readQuery(text, { now: NOW, zone: 'Europe/Berlin' });
    return parseQuery({ q: text, tz: 'Europe/Berlin' }, NOW);
  } catch (error) {
    if (error instanceof DaybookError) return error;
    throw error;
  }
}
