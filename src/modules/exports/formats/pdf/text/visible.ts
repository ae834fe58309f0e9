/** What would act on a line instead of standing in it: controls, marks that turn its direction, halves of pairs, no characters. */
const ACTING = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069\p{Noncharacter_Code_Point}]|\p{Surrogate}/gu;
/** Cheap to ask: most texts have none. */
const MAY_ACT = /[^\x20-\x7E\xA0-\u2027\u202F-\u2065\u2070-\uD7FF\uE000-\uFDCF\uFDF0-\uFFFD]/;

/**
 * A text with its controls made visible, so that none can disorder a line: `⟨U+202E⟩`, `⇥` for a tab, and `↵` for the end of a
 * line, behind which the only control that is left, a line feed, breaks the line.
 */
export function visible(text: string): string {
  return MAY_ACT.test(text) ? text.replace(ACTING, mark) : text;
}

function mark(character: string): string {
  if (character === '\n') return '↵\n';
  if (character === '\t') return '⇥';
  return `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`;
}
