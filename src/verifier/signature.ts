import { bad, good, noted, plain, type Finding } from './finding';
import { idOf, readKey, type PublicKey } from './keys';
import type { Manifest } from './manifest';
import type { Tools } from './tools';

/** Whether the manifest's bytes are what was signed, and by whom: by one of `trusted`, or without any, whatever key is enclosed. */
export async function checkSignature(
  tools: Tools,
  bytes: Uint8Array,
  signature: Uint8Array,
  manifest: Manifest,
  trusted: readonly PublicKey[],
): Promise<Finding> {
  const ids = trusted.map((key) => idOf(tools, key)).join(', ');
  for (const key of trusted)
    if (await tools.verify(key.bytes, bytes, signature))
      return good(`The manifest was signed by the key that you gave (${idOf(tools, key)}).`);
  const enclosed = enclosedKey(tools, manifest);
  if (enclosed === null || !(await tools.verify(enclosed.bytes, bytes, signature)))
    return bad(
      'The signature does not fit the manifest: one of them was changed, or belongs to another export. Nothing that the manifest says can be relied on.',
    );
  const id = idOf(tools, enclosed);
  if (trusted.length > 0)
    return bad(
      `The manifest was signed by another key (${id}) than the one that you gave (${ids}): somebody else made this file, or your key is that of another installation.`,
    );
  return noted(
    `The manifest fits its signature (key ${id}). Without --key this proves that nothing was changed since it was signed, not who signed it: compare the key with what the installation shows at /v1/signing-keys.`,
  );
}

function enclosedKey(tools: Tools, { key }: Manifest): PublicKey | null {
  try {
    return readKey(tools, key.public_key);
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
