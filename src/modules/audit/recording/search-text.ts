/**
 * Words as the word index holds them, and as it is asked. PostgreSQL takes every character beyond ASCII for a letter (embedded
 * cluster, "C"), and a run of a script without spaces for one word; so both are done here, alike for texts and for questions.
 * Deterministic: verification derives `search_text` again.
 */
const ASCII = /^[\0-\x7f]*$/;
const MARKED = /(?<=[\p{Script=Latin}\p{Script=Greek}])\p{Mn}+/gu;
/** Arabic and Hebrew are written with or without them; the last is a line that only stretches words. */
const VOWEL_POINTS = /[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670\u0640]/g;
const INVISIBLE = /(?!\u200b)\p{Cf}/gu;
const NO_LETTER = /[^\0-\x7f\p{L}\p{M}\p{N}]/gu;

/** Compatibility forms and letter case are one; so are Latin, Greek, Arabic and Hebrew with and without their marks. */
function folded(text: string): string {
  if (ASCII.test(text)) return text;
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .replace(MARKED, '')
    .replace(VOWEL_POINTS, '')
    .replace(INVISIBLE, '')
    .normalize('NFC')
    .replace(NO_LETTER, ' ');
}

/** Scripts that put no space between words; a letter keeps its marks. */
const RUN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu;
const LETTER = /\P{M}\p{M}*|\p{M}+/gu;

/** `患者記` → `患者 者記 記`: every part of a run is a row of pairs that follow each other; the single letter ends it. */
function pairsOf(run: string): readonly string[] {
  const letters = run.match(LETTER) ?? [];
  return letters.map((letter, index) => letter + (letters[index + 1] ?? ''));
}

const withPairs = (text: string): string => text.replace(RUN, (run) => ` ${pairsOf(run).join(' ')} `);

/** A text in the form that `events.search_text` has. */
export const searchText = (text: string): string => (ASCII.test(text) ? text : withPairs(folded(text)));

/** A part of a question: `text` is words, in the form that the index has them. */
export type Asked =
  /** Each of them, anywhere. */
  | { readonly all: string }
  /** One after the other; and behind them, if it is there, a word that begins so. */
  | { readonly phrase: string; readonly beginning?: string };

/** What has to be asked of the index, all of it, to find words, a phrase, or the beginning of a word. */
export function askedOf(words: string, form: 'all' | 'phrase' | 'beginning'): readonly Asked[] {
  const text = folded(words);
  if (form !== 'all') return [inOrder(text, form === 'beginning')];
  const others = text.replace(RUN, ' ').trim();
  const runs = (text.match(RUN) ?? []).map((run) => inOrder(run, false));
  return others === '' && runs.length > 0 ? runs : [{ all: others }, ...runs];
}

/** Whoever asks for a run does not know where the run of the text ends: a last letter alone begins a pair. */
function inOrder(text: string, open: boolean): Asked {
  if (!RUN_ANYWHERE.test(text)) return open ? { phrase: '', beginning: text } : { phrase: text };
  const words = withPairs(text).trim();
  const last = /\S+$/u.exec(words)?.[0] ?? '';
  const before = words.slice(0, words.length - last.length).trim();
  const run = LAST_RUN.exec(text.trim())?.[0];
  if (run === undefined) return open ? { phrase: before, beginning: last } : { phrase: words };
  return pairsOf(run).length > 1 ? { phrase: before } : { phrase: before, beginning: last };
}

const RUN_ANYWHERE = new RegExp(RUN.source, 'u');
const LAST_RUN = new RegExp(`${RUN.source}$`, 'u');
