import { loadFaces, type Typeface } from '../fonts/typeface';
import { breakLines, widthOf } from './break-lines';

describe('a text in lines', () => {
  let face: Typeface;
  const room = (text: string): number => widthOf(text, face);
  beforeAll(async () => {
    [face] = await loadFaces();
  });

  it('ends lines behind spaces, and keeps those', () => {
    expect(breakLines('Jane changed the role', room('Jane changed'), face)).toEqual([
      'Jane changed ',
      'the role',
    ]);
  });

  it('ends lines behind what joins words, where no space comes', () => {
    expect(breakLines('member.role_changed', room('member.role_ch'), face)).toEqual([
      'member.role_',
      'changed',
    ]);
  });

  it('ends lines in the middle of what is too long', () => {
    expect(breakLines('W'.repeat(25), room('W'.repeat(10)), face)).toEqual([
      'W'.repeat(10),
      'W'.repeat(10),
      'W'.repeat(5),
    ]);
  });

  it('breaks where a text does', () => {
    expect(breakLines('a↵\n\nb\n', room('wide enough'), face)).toEqual(['a↵', '', 'b']);
  });

  it('never tears a pair or a mark from its letter', () => {
    expect(breakLines('😀😀e\u0301e\u0301', 1, face)).toEqual(['😀', '😀', 'e\u0301', 'e\u0301']);
  });

  it('has lines of 600 characters at most, though they take no room', () => {
    const lines = breakLines('\u0301'.repeat(1500), 1000, face);
    expect(lines.map((line) => line.length)).toEqual([600, 600, 300]);
  });

  it('drops nothing and goes beyond no edge but by a space, whatever the text', () => {
    const next = randomNumbers(7);
    for (let round = 0; round < 500; round++) {
      const text = Array.from({ length: next(200) }, () => ALPHABET[next(ALPHABET.length)]).join('');
      const width = 2500 + next(20_000);
      const lines = breakLines(text, width, face);
      expect(lines.join('')).toBe(text.replaceAll('\n', ''));
      for (const line of lines) expect(widthOf(line.trimEnd(), face)).toBeLessThanOrEqual(width);
    }
  });
});

const ALPHABET = [...'abcWWii    ..__--//', '文', '😀', '\u0301', 'ש', 'ع', '\n', '\u{20000}'];

function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * below);
  };
}
