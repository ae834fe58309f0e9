import { beginningOf, partsOf, plainly } from './hidden-characters';

describe('characters that are not seen', () => {
  it.each([
    ['a direction turned round', 'a\u202Egnp.exe', 'a⟨U+202E⟩gnp.exe'],
    ['the colours of a terminal', '\u001B[31mred\u001B[0m', '⟨U+001B⟩[31mred⟨U+001B⟩[0m'],
    ['no width between letters', 'pa\u200Bss\u200Dword\uFEFF', 'pa⟨U+200B⟩ss⟨U+200D⟩word⟨U+FEFF⟩'],
    ['a joiner with nothing to join', '\u200D x', '⟨U+200D⟩ x'],
    ['tags', 'a\u{E0041}', 'a⟨U+E0041⟩'],
    ['a NUL', 'a\u0000b', 'a⟨U+0000⟩b'],
  ])('are named: %s', (_, text, shown) => expect(plainly(text)).toBe(shown));

  it.each([
    ['families of pictures', '👩‍👩‍👧‍👦 🧑🏽‍⚕️ ❤️‍🔥'],
    ['Persian', 'می‌خواهم'],
    ['Hindi', 'क्‍ष'],
    ['lines and tabs', 'one\n\ttwo'],
    ['Hebrew and Arabic', 'שלום مرحبا'],
  ])('are left where writing needs them: %s', (_, text) => expect(plainly(text)).toBe(text));

  it('come apart from the text around them', () => {
    expect(partsOf('a\u202Eb')).toEqual([
      { text: 'a', isMark: false },
      { text: 'U+202E', isMark: true },
      { text: 'b', isMark: false },
    ]);
    expect(partsOf('')).toEqual([]);
  });

  it('and a text is cut between characters', () => {
    expect(beginningOf('ab😀', 3)).toBe('ab…');
    expect(beginningOf('ab', 3)).toBe('ab');
  });
});
