import { createHmac, timingSafeEqual } from 'node:crypto';
import { deriveKey } from '../crypto/derive-key';
import { invalid } from '../errors/daybook-error';

const MAC_BYTES = 16;
/** A place may hold a session or a name: 512 characters of several bytes each. */
export const MOST_CHARACTERS = 4_096;

/**
 * An opaque place in a list. It is signed together with `scope`, any string that identifies the query (organization, route,
 * filters, order), so it fits that query only and nobody can write one (A1, A4). The position is readable, not secret.
 */
export function encodeCursor(secret: string, scope: string, position: unknown): string {
  const text = Buffer.from(JSON.stringify(position));
  return Buffer.concat([mac(secret, scope, text), text]).toString('base64url');
}

/** The position. @throws DaybookError `cursor.invalid` unless `encodeCursor` made it with this secret and scope. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the signature vouches for the shape
export function decodeCursor<T>(secret: string, scope: string, cursor: string): T {
  const bytes = Buffer.from(cursor.slice(0, MOST_CHARACTERS), 'base64url');
  const text = bytes.subarray(MAC_BYTES);
  const given = bytes.subarray(0, MAC_BYTES);
  if (given.length < MAC_BYTES || !timingSafeEqual(given, mac(secret, scope, text))) {
    throw invalid('cursor.invalid', 'The cursor does not belong to this query. Begin again without it.', [
      { pointer: 'cursor', detail: 'does not belong to this query' },
    ]);
  }
  return JSON.parse(text.toString('utf8')) as T;
}

function mac(secret: string, scope: string, text: Buffer): Buffer {
  const hmac = createHmac('sha256', deriveKey(secret, 'cursors'));
  return hmac.update(`${scope.length}:${scope}`).update(text).digest().subarray(0, MAC_BYTES);
}
