import { crc32 } from 'node:zlib';
import { newToken, sameSecret } from '../../../platform/crypto/tokens';

export const KEY_PREFIX = 'dbk_';
const SHAPE = /^dbk_[0-9a-f]{12}_[\w-]{43}_([0-9a-f]{8})$/;

/** A new key and the beginning of it that may be shown. Scanners know it by prefix and checksum (A24). */
export function newKey(id: string): { key: string; prefix: string } {
  const prefix = KEY_PREFIX + id.replaceAll('-', '').slice(-12);
  const body = `${prefix}_${newToken()}`;
  return { key: `${body}_${checksum(body)}`, prefix };
}

/** A key that was mistyped or cut off is told without asking the database. */
export function isWellFormed(key: string): boolean {
  const [, given] = SHAPE.exec(key) ?? [];
  return given !== undefined && sameSecret(given, checksum(key.slice(0, -9)));
}

const checksum = (text: string): string => crc32(text).toString(16).padStart(8, '0');
