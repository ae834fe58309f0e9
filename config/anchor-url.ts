import { isAbsolute, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseStorageUrl, type S3Location } from './storage-url';
import { parseWitnessKey, type WitnessKey } from './witness-key';

/** Where checkpoints are left, so that whoever has this host cannot take them back. */
export type AnchorPlace =
  { readonly kind: 'file'; readonly directory: string } | { readonly kind: 's3'; readonly s3: S3Location };

/** A C2SP witness: its submission prefix, without a slash at its end, and its key. */
export interface Witness {
  readonly url: string;
  readonly key: WitnessKey;
}

const FORM =
  'file:///an/absolute/directory, or s3://bucket/prefix?region=… of a bucket with object lock (options as in STORAGE_URL)';

/** @throws Error whose message completes "ANCHOR_URL must be …" */
export function parseAnchorUrl(text: string): AnchorPlace {
  if (text.startsWith('s3:')) return { kind: 's3', s3: parseStorageUrl(text) };
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== 'file:' || url.host !== '' || url.pathname === '/') throw new Error(FORM);
  return { kind: 'file', directory: fileURLToPath(url) };
}

/** Commas between them. @throws Error whose message completes "WITNESS_URL must be …" */
export function parseWitnessUrls(text: string): string[] {
  return listOf(text).map((item) => {
    const url = URL.canParse(item) ? new URL(item) : null;
    if (
      !url ||
      !/^https?:$/.test(url.protocol) ||
      url.username !== '' ||
      url.search !== '' ||
      url.hash !== ''
    )
      throw new Error('the submission prefix of each witness, https://…, with commas between them');
    return item.replace(/\/+$/, '');
  });
}

/** @throws Error whose message completes "WITNESS_VKEY must be …" */
export const parseWitnessKeys = (text: string): WitnessKey[] => listOf(text).map(parseWitnessKey);

/** @throws Error for what is wrong of them together: the first mistake. */
export function witnessesOf(urls: readonly string[], keys: readonly WitnessKey[]): Witness[] {
  if (urls.length !== keys.length)
    throw new Error(
      `WITNESS_VKEY must be as many keys as WITNESS_URL has addresses (${urls.length}), in their order`,
    );
  if (new Set(keys.map(({ name }) => name)).size < keys.length)
    throw new Error('WITNESS_VKEY must be keys of different names');
  return urls.map((url, n) => ({ url, key: keys[n] as WitnessKey }));
}

/** An anchor beside the data goes with the data. */
export function isWithin(directory: string, other: string): boolean {
  const way = relative(resolve(other), resolve(directory));
  return way === '' || (!way.startsWith(`..${sep}`) && way !== '..' && !isAbsolute(way));
}

const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);
