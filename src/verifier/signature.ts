import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';
import { bad, good, plain, type Finding } from './finding';
import type { Manifest } from './manifest';

const RAW_KEY_BYTES = 32;

/** @throws Error when the text is no ed25519 public key. */
export function readKey(pem: string): KeyObject {
  const key = createPublicKey(pem);
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('it is no ed25519 key');
  return key;
}

/** The first eight bytes of the SHA-256 of the raw key, in hex: what a key is called. */
const idOf = (key: KeyObject): string =>
  createHash('sha256')
    .update(key.export({ format: 'der', type: 'spki' }).subarray(-RAW_KEY_BYTES))
    .digest('hex')
    .slice(0, 16);

/** Whether the manifest's bytes are what was signed, and by whom: by `trusted`, or without it, whatever key is enclosed. */
export function checkSignature(
  bytes: Buffer,
  signature: Buffer,
  manifest: Manifest,
  trusted: KeyObject | null,
): Finding {
  const enclosed = enclosedKey(manifest);
  if (trusted && verify(null, bytes, trusted, signature))
    return good(`The manifest was signed by the key that you gave (${idOf(trusted)}).`);
  const byEnclosed = enclosed !== null && verify(null, bytes, enclosed, signature);
  if (!byEnclosed)
    return bad(
      'The signature does not fit the manifest: one of them was changed, or belongs to another export. Nothing that the manifest says can be relied on.',
    );
  if (trusted)
    return bad(
      `The manifest was signed by another key (${idOf(enclosed)}) than the one that you gave (${idOf(trusted)}): somebody else made this file, or your key is that of another installation.`,
    );
  return good(
    `The manifest fits its signature (key ${idOf(enclosed)}). Without --key this proves that nothing was changed since it was signed, not who signed it: compare the key with what the installation shows at /v1/signing-keys.`,
  );
}

function enclosedKey({ key }: Manifest): KeyObject | null {
  try {
    return readKey(key.public_key);
  } catch {
    return null;
  }
}

/** What the file says of itself; to be believed as far as the signature is. */
export const described = (manifest: Manifest): string[] => [
  `Export ${plain(manifest.export_id)} of ${plain(manifest.organization.name)} (${plain(manifest.organization.id)})`,
  `asked for at ${plain(manifest.requested_at)}, ${manifest.rows} rows, from ${plain(manifest.range.from ?? 'the beginning')} to ${plain(manifest.range.to ?? 'the end')}`,
  `filter: ${manifest.filter.words.length === 0 ? 'none' : manifest.filter.words.slice(0, 20).map(plain).join('; ')}`,
];
