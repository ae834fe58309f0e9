import { randomBytes } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const CHARACTERS = 16;
const SELECTOR = 3;

export const CODES_OF_A_SET = 10;

/** A recovery code: 16 characters of base32 (80 bits). The first three find it among the ten; the whole is hashed. */
export interface RecoveryCode {
  readonly selector: string;
  readonly text: string;
}

/** Ten codes whose beginnings differ. */
export function newRecoveryCodes(): RecoveryCode[] {
  const codes = new Map<string, RecoveryCode>();
  while (codes.size < CODES_OF_A_SET) {
    const code = parseRecoveryCode(randomText()) as RecoveryCode;
    codes.set(code.selector, code);
  }
  return [...codes.values()];
}

/** However it was typed: letter case, spaces and hyphens do not matter. Null when it cannot be one. */
export function parseRecoveryCode(typed: string): RecoveryCode | null {
  const text = typed.toUpperCase().replace(/[\s-]/g, '');
  if (!/^[A-Z2-7]{16}$/.test(text)) return null;
  return { selector: text.slice(0, SELECTOR), text };
}

/** In groups of four, as it is shown. */
export const toShow = ({ text }: RecoveryCode): string => text.replace(/.{4}(?=.)/g, '$&-');

const randomText = (): string => Array.from(randomBytes(CHARACTERS), (byte) => ALPHABET[byte % 32]).join('');
