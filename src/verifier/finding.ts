/** One thing that was looked at, and how it stands, in words. */
export interface Finding {
  readonly ok: boolean;
  readonly says: string;
}

export const good = (says: string): Finding => ({ ok: true, says });
export const bad = (says: string): Finding => ({ ok: false, says });

const MOST_CHARACTERS = 200;

/** Text that somebody else wrote, for a terminal: nothing in it moves the cursor, colours or turns what is around it. */
export function plain(text: unknown): string {
  const safe = String(text).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\uFFFD');
  return safe.length > MOST_CHARACTERS ? `${safe.slice(0, MOST_CHARACTERS)}…` : safe;
}

export const plural = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
