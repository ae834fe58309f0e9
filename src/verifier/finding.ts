/** One thing that was looked at, and how it stands, in words. */
export interface Finding {
  readonly ok: boolean;
  /** Nothing is wrong, but this is what could not be shown, or is not what one might take it for. */
  readonly note?: true;
  readonly says: string;
  /** Which step of the proof of an event it belongs to. */
  readonly step?: Step;
}

/** From what the event says to its leaf, from there to the root, and who signed the root. */
export type Step = 'leaf' | 'root' | 'signature';

export const inStep = (step: Step, findings: readonly Finding[]): Finding[] =>
  findings.map((finding) => ({ ...finding, step }));

export const good = (says: string): Finding => ({ ok: true, says });
export const noted = (says: string): Finding => ({ ok: true, note: true, says });
export const bad = (says: string): Finding => ({ ok: false, says });

/** What is to be said of a file. `described`: what it says of itself, as far as that could be read. */
export interface Verdict {
  readonly ok: boolean;
  readonly described: readonly string[];
  readonly findings: readonly Finding[];
}

/** `ending`: what is said at the end where nothing is wrong. Whoever reads the last line only is sent back to the notes. */
export function verdictOf(
  described: readonly string[],
  findings: readonly Finding[],
  ending: string,
): Verdict {
  const ok = findings.every((finding) => finding.ok);
  const open = findings.some(({ note }) => note)
    ? ' But mind the notes: they say what it does not show.'
    : '';
  return { ok, described, findings: ok ? [...findings, good(`${ending}${open}`)] : findings };
}

const MOST_CHARACTERS = 200;

/** Text that somebody else wrote, for a terminal: nothing in it moves the cursor, colours or turns what is around it. */
export function plain(text: unknown): string {
  const safe = String(text).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '\uFFFD');
  return safe.length > MOST_CHARACTERS ? `${safe.slice(0, MOST_CHARACTERS)}…` : safe;
}

export const plural = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
