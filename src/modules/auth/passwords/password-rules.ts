import { isCommon } from './common-passwords';

/** Code points: alone, and beside a second factor (ASVS 6.2.1; NIST SP 800-63B-4 §3.1.1.2). */
export const LEAST_ALONE = 15;
export const LEAST_WITH_FACTOR = 12;
export const MOST = 1_024;

/** UTF-16 units; whoever sends more did not type it. */
export const MOST_UNITS = 4 * MOST;

/** Shorter words occur in too much. */
const LEAST_WORD = 4;
/** What has to be left of a password without the names in it. */
const LEAST_REST = 6;

export interface PasswordCircumstances {
  readonly hasFactor: boolean;
  /** Names of the person, the organizations, the product: whoever guesses begins with them. */
  readonly words: readonly string[];
}

export interface PasswordFault {
  readonly code: 'password.too_short' | 'password.too_long' | 'password.too_common' | 'password.too_personal';
  /** What is wrong and what to do, to stand after "password". */
  readonly detail: string;
}

export const TOO_COMMON: PasswordFault = {
  code: 'password.too_common',
  detail: 'is one of those that attackers try first: choose another, for example a few unrelated words',
};

/** What keeps a password from being used, or null. Anything may be in it, nothing has to be. */
export function faultOf(password: string, { hasFactor, words }: PasswordCircumstances): PasswordFault | null {
  const text = password.normalize('NFC');
  const length = codePoints(text);
  const least = hasFactor ? LEAST_WITH_FACTOR : LEAST_ALONE;
  if (length < least)
    return {
      code: 'password.too_short',
      detail: `must have at least ${least} characters: a few unrelated words are easy to remember`,
    };
  if (length > MOST) return { code: 'password.too_long', detail: 'must have at most 1,024 characters' };
  if (isCommon(text) || isMonotonous(text)) return TOO_COMMON;
  if (isMadeOf(text, words))
    return {
      code: 'password.too_personal',
      detail:
        'consists of names of yours, your organization or Daybook: choose words that have nothing to do with them',
    };
  return null;
}

export const codePoints = (text: string): number => Array.from(text).length;

/** One piece over and over (`abcabcabcabcabc`), or neighbours only (`123456789012345`). */
function isMonotonous(text: string): boolean {
  const lower = text.toLowerCase();
  for (let size = 1; size <= 5; size++)
    if (lower.startsWith(lower.slice(size)) || lower === lower.slice(0, size).repeat(lower.length / size))
      return true;
  return [1, -1].some((step) => isRun(lower, step));
}

const isRun = (text: string, step: number): boolean =>
  Array.from(text.slice(1)).every((_, n) => {
    const [before, after] = [text.charCodeAt(n), text.charCodeAt(n + 1)];
    return after - before === step || (Math.abs(after - before) === 9 && /\d/.test(text.charAt(n)));
  });

/** Little is left without the names, digits and punctuation. */
function isMadeOf(text: string, words: readonly string[]): boolean {
  const plain = lettersOf(text);
  const parts = [...new Set(words.flatMap(partsOf))].toSorted((a, b) => b.length - a.length);
  const rest = parts.reduce((left, part) => left.replaceAll(part, ''), plain);
  return rest !== plain && codePoints(rest) < LEAST_REST;
}

const partsOf = (word: string): string[] =>
  [lettersOf(word), ...word.split(/[^\p{L}\p{N}]+/u).map(lettersOf)].filter(
    ({ length }) => length >= LEAST_WORD,
  );

const lettersOf = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}]+/gu, '');
