import { HOTP, Secret, TOTP } from 'otpauth';
import { sameSecret } from '../../../../platform/crypto/tokens';

/** What every authenticator app knows: SHA-1, six digits, thirty seconds (RFC 6238). */
const APP = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
const STEP_MS = APP.period * 1_000;

/** RFC 4226 §4 recommends 160 bits. */
export const SECRET_BYTES = 20;

/** Whole steps since 1970 (RFC 6238 §4.2). */
export const stepOf = (moment: Date): number => Math.floor(moment.getTime() / STEP_MS);

export const codeAt = (key: Buffer, step: number, digits: number = APP.digits): string =>
  HOTP.generate({ secret: secretOf(key), algorithm: APP.algorithm, digits, counter: step });

/** The step that a code belongs to, if it is this one or the one before (RFC 6238 §5.2); null otherwise. */
export function matchingStep(key: Buffer, code: string, now: Date): number | null {
  const current = stepOf(now);
  const matches = [current, current - 1].filter((step) => sameSecret(codeAt(key, step), code));
  return matches[0] ?? null;
}

/** The address behind the QR code, and the same key for typing. */
export function keyToShow(key: Buffer, account: string): { uri: string; text: string } {
  const secret = secretOf(key);
  const totp = new TOTP({ issuer: 'Daybook', label: account, secret, ...APP });
  return { uri: totp.toString(), text: secret.base32 };
}

function secretOf(key: Buffer): Secret {
  return new Secret({ buffer: Uint8Array.from(key).buffer });
}
