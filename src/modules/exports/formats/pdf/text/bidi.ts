/** A stretch of a line, its characters as they stand on the page from left to right. */
export interface Run {
  readonly text: string;
  readonly rightToLeft: boolean;
}

const RIGHT_TO_LEFT =
  /[\u0590-\u065F\u066A-\u06EF\u06FA-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;
const NUMBER = /\p{Nd}/u;
const MARK = /\p{M}/u;
const LETTER = /\p{L}/u;
const JOINS_NUMBERS = /[.,:/+-]/;

export const hasRightToLeft = (text: string): boolean => RIGHT_TO_LEFT.test(text);

/**
 * The runs of a line in the order of the page: what is needed of UAX #9 for lines that read from left to right and have no
 * marks that embed or turn (`visible()` has shown those). From the first letter of a script written leftwards to the last one,
 * or to a number behind it, as long as no other letter comes between, everything runs leftwards but the digits of a number.
 */
export function visualRuns(line: string): Run[] {
  const characters = [...line];
  const runs: Run[] = [];
  let at = 0;
  while (at < characters.length) {
    const first = next(characters, at);
    if (first > at) runs.push({ text: characters.slice(at, first).join(''), rightToLeft: false });
    if (first === characters.length) break;
    at = endOfRun(characters, first);
    runs.push({ text: leftwards(characters.slice(first, at)), rightToLeft: true });
  }
  return runs;
}

function next(characters: readonly string[], from: number): number {
  const found = characters.findIndex((character, i) => i >= from && RIGHT_TO_LEFT.test(character));
  return found === -1 ? characters.length : found;
}

function endOfRun(characters: readonly string[], start: number): number {
  let end = start + 1;
  for (let at = start; at < characters.length; at++) {
    const character = characters[at] ?? '';
    const belongs =
      RIGHT_TO_LEFT.test(character) || NUMBER.test(character) || (MARK.test(character) && end === at);
    if (belongs) end = at + 1;
    else if (LETTER.test(character)) break;
  }
  return end;
}

/** Reversed, but numbers keep their direction. */
function leftwards(characters: readonly string[]): string {
  const groups: string[] = [];
  let number = '';
  characters.forEach((character, i) => {
    const goesOn = NUMBER.test(character) || (number !== '' && joins(characters, i));
    if (goesOn) number += character;
    else {
      groups.push(number, character);
      number = '';
    }
  });
  return [...groups, number].toReversed().join('');
}

/** `12.5` and `10:30` are one number. */
const joins = (characters: readonly string[], at: number): boolean =>
  JOINS_NUMBERS.test(characters[at] ?? '') && NUMBER.test(characters[at + 1] ?? '');
