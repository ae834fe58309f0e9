/** Brackets that turn with the direction of their text. */
const PAIRS = ['()', '[]', '{}', '<>', '«»', '⟨⟩', '≤≥'] as const;
const MIRRORED = new Map(
  PAIRS.flatMap((pair) => [
    [pair.charAt(0), pair.charAt(1)] as const,
    [pair.charAt(1), pair.charAt(0)] as const,
  ]),
);

/**
 * Arabic letters with their presentation forms (Unicode block FE70): the first form stands alone, then final, initial and medial
 * ones. Letters with two forms join to the one before only.
 */
const FORMS: readonly (readonly [letter: number, first: number, forms: 1 | 2 | 4])[] = [
  [0x621, 0xfe80, 1],
  [0x622, 0xfe81, 2],
  [0x623, 0xfe83, 2],
  [0x624, 0xfe85, 2],
  [0x625, 0xfe87, 2],
  [0x626, 0xfe89, 4],
  [0x627, 0xfe8d, 2],
  [0x628, 0xfe8f, 4],
  [0x629, 0xfe93, 2],
  [0x62a, 0xfe95, 4],
  [0x62b, 0xfe99, 4],
  [0x62c, 0xfe9d, 4],
  [0x62d, 0xfea1, 4],
  [0x62e, 0xfea5, 4],
  [0x62f, 0xfea9, 2],
  [0x630, 0xfeab, 2],
  [0x631, 0xfead, 2],
  [0x632, 0xfeaf, 2],
  [0x633, 0xfeb1, 4],
  [0x634, 0xfeb5, 4],
  [0x635, 0xfeb9, 4],
  [0x636, 0xfebd, 4],
  [0x637, 0xfec1, 4],
  [0x638, 0xfec5, 4],
  [0x639, 0xfec9, 4],
  [0x63a, 0xfecd, 4],
  [0x641, 0xfed1, 4],
  [0x642, 0xfed5, 4],
  [0x643, 0xfed9, 4],
  [0x644, 0xfedd, 4],
  [0x645, 0xfee1, 4],
  [0x646, 0xfee5, 4],
  [0x647, 0xfee9, 4],
  [0x648, 0xfeed, 2],
  [0x649, 0xfeef, 2],
  [0x64a, 0xfef1, 4],
  [0x67e, 0xfb56, 4],
  [0x686, 0xfb7a, 4],
  [0x698, 0xfb8a, 2],
  [0x6a9, 0xfb8e, 4],
  [0x6af, 0xfb92, 4],
  [0x6cc, 0xfbfc, 4],
];
const JOINING = new Map(FORMS.map(([letter, first, forms]) => [letter, { first, forms }]));
const TATWEEL = 0x640;
const MARK = /\p{M}/u;

/** What each glyph of `shaped()` stands for. */
export const MEANING: ReadonlyMap<number, number> = new Map([
  ...[...MIRRORED].map(([from, to]) => [to.charCodeAt(0), from.charCodeAt(0)] as const),
  ...FORMS.flatMap(([letter, first, forms]) =>
    Array.from({ length: forms }, (_, i) => [first + i, letter] as const),
  ),
]);

/**
 * The characters of a leftward run, from left to right, as they look there: brackets turned, Arabic letters joined. Undefined
 * where a character looks as it always does. Ligatures are not made.
 */
export function shaped(characters: readonly string[]): (number | undefined)[] {
  return characters.map((character, at) => {
    const turned = MIRRORED.get(character);
    if (turned !== undefined) return turned.charCodeAt(0);
    const letter = JOINING.get(character.codePointAt(0) ?? 0);
    if (!letter) return undefined;
    const before = joinsOnward(neighbour(characters, at, 1)) && letter.forms > 1;
    const after = letter.forms === 4 && joinsBack(neighbour(characters, at, -1));
    return letter.first + (before ? 1 : 0) + (after ? 2 : 0);
  });
}

/** The letter next to it, over marks; `step` 1 for the one that is read before. */
function neighbour(characters: readonly string[], at: number, step: 1 | -1): number {
  let i = at + step;
  while (MARK.test(characters[i] ?? '')) i += step;
  return characters[i]?.codePointAt(0) ?? 0;
}

const joinsOnward = (letter: number): boolean => letter === TATWEEL || JOINING.get(letter)?.forms === 4;
const joinsBack = (letter: number): boolean => letter === TATWEEL || (JOINING.get(letter)?.forms ?? 1) > 1;
