/**
 * What is not seen, or changes how other text is read: control characters (the terminal's colours begin with one), marks of direction,
 * what has no width, tags. Joiners stay where scripts and emoji need them: after letters of other scripts, and between pictures.
 */
const HIDDEN = new RegExp(
  [
    String.raw`[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180E\u200B\u200E\u200F]`,
    String.raw`[\u2028-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB\u{E0001}\u{E0020}-\u{E007F}]`,
    String.raw`(?<![\p{L}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F])[\u200C\u200D]`,
    String.raw`(?<=[\p{sc=Latin}\p{sc=Cyrillic}\p{sc=Greek}])[\u200C\u200D]`,
  ].join('|'),
  'gu',
);

export interface TextPart {
  readonly text: string;
  /** `U+202E`, in place of a character that would not be seen. */
  readonly isMark: boolean;
}

const nameOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** A text in parts: as it is, and what of it is hidden by its code points. */
export function partsOf(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const { 0: character, index } of text.matchAll(HIDDEN)) {
    if (index > at) parts.push({ text: text.slice(at, index), isMark: false });
    parts.push({ text: nameOf(character), isMark: true });
    at = index + character.length;
  }
  if (at < text.length) parts.push({ text: text.slice(at), isMark: false });
  return parts;
}

/** The same for where no markup can be, such as titles and labels: `⟨U+202E⟩`. */
export const plainly = (text: string): string =>
  text.replace(HIDDEN, (character) => `⟨${nameOf(character)}⟩`);

/** As much of a text as one line could ever show; a word of 16 KiB costs as much to lay out as a page of rows. */
export const beginningOf = (text: string, most = 300): string =>
  text.length <= most ? text : `${text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '')}…`;
