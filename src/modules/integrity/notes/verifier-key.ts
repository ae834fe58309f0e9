import { hash } from 'node:crypto';

/** C2SP signed-note: kinds of signatures. */
export const ED25519 = 0x01;
/** C2SP tlog-cosignature: ed25519 over a checkpoint and a time. */
export const COSIGNATURE_V1 = 0x04;

const KEY_ID_BYTES = 4;

/** C2SP signed-note: the first four bytes of SHA-256(name ‖ 0x0A ‖ kind ‖ public key). */
export const keyIdOf = (name: string, kind: number, publicKey: Uint8Array): Buffer =>
  hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(kind), publicKey]), 'buffer').subarray(
    0,
    KEY_ID_BYTES,
  );

const KEY_BYTES = 32;

/** `<name>+<key id in hex>+<base64 of kind and key>`: a public key as C2SP tools take it. `publicKey`: the raw 32 bytes. @throws RangeError for others, and for a name that is none. */
export function verifierKey(name: string, publicKey: Uint8Array, kind = ED25519): string {
  if (publicKey.length !== KEY_BYTES || !/^[^\s+]+$/.test(name))
    throw new RangeError(`"${name}" with ${publicKey.length} bytes is no verifier key`);
  return `${name}+${keyIdOf(name, kind, publicKey).toString('hex')}+${Buffer.concat([Buffer.of(kind), publicKey]).toString('base64')}`;
}
