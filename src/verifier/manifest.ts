import { textOf } from './bytes';

/** What `manifest.json` says, as far as it is checked. */
export interface Manifest {
  readonly export_id: string;
  readonly organization: { readonly id: string; readonly name: string };
  readonly filter: { readonly words: readonly string[] };
  readonly range: { readonly from: string | null; readonly to: string | null };
  readonly requested_at: string;
  readonly rows: number;
  readonly file: ManifestFile;
  readonly parts: readonly ManifestPart[];
  readonly supplements: readonly ManifestFile[];
  /** A signed checkpoint of the log that covers all of the export; null where there was none, and why. */
  readonly checkpoint: { readonly note: string; readonly vkeys: readonly string[] } | null;
  readonly checkpoint_missing?: string | null;
  readonly key: { readonly id: string; readonly public_key: string };
}

export interface ManifestFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface ManifestPart {
  readonly rows: number;
  readonly first_sequence: number | null;
  readonly last_sequence: number | null;
  readonly bytes: number;
  readonly sha256: string;
}

const MANIFEST_FORMAT = 'daybook-export/1';

/** @throws Error in words when the bytes are no manifest that this version can check, or contradict themselves. */
export function readManifest(bytes: Uint8Array): Manifest {
  const manifest = parsedManifest(bytes);
  if (manifest.format !== MANIFEST_FORMAT)
    throw new Error(
      `it is of the kind ${JSON.stringify(manifest.format)}; this version checks ${MANIFEST_FORMAT}`,
    );
  for (const [what, is] of Object.entries(SHAPE))
    if (!is(manifest as unknown as Manifest)) throw new Error(`its ${what} cannot be read`);
  const checked = manifest as unknown as Manifest;
  if (!addsUp(checked)) throw new Error('its parts do not add up to its file');
  return checked;
}

function parsedManifest(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(textOf(bytes))) as Record<string, unknown>;
  } catch {
    throw new Error('it is no JSON');
  }
}

const isText = (value: unknown): boolean => typeof value === 'string';
const isSize = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const isSequence = (value: unknown): boolean => value === null || isSize(value);
const isHash = (value: unknown): boolean => typeof value === 'string' && /^[\da-f]{64}$/.test(value);

const isFile = (file: ManifestFile | null): boolean =>
  isText(file?.name) && isSize(file?.bytes) && isHash(file?.sha256);

const isPart = (part: ManifestPart | null): boolean =>
  isSize(part?.rows) &&
  isSize(part?.bytes) &&
  isHash(part?.sha256) &&
  isSequence(part?.first_sequence) &&
  isSequence(part?.last_sequence) &&
  (part?.rows === 0) === (part?.first_sequence === null) &&
  (part?.rows === 0) === (part?.last_sequence === null);

const SHAPE: Readonly<Record<string, (manifest: Manifest) => boolean>> = {
  export_id: (manifest) => isText(manifest.export_id),
  organization: ({ organization }) => isText(organization?.id) && isText(organization?.name),
  filter: ({ filter }) => Array.isArray(filter?.words) && filter.words.every(isText),
  requested_at: (manifest) => isText(manifest.requested_at),
  range: ({ range }) => typeof range === 'object' && range !== null,
  rows: (manifest) => isSize(manifest.rows),
  file: ({ file }) => isFile(file),
  parts: ({ parts }) => Array.isArray(parts) && parts.every(isPart),
  supplements: ({ supplements }) => Array.isArray(supplements) && supplements.every(isFile),
  checkpoint: ({ checkpoint = null }) =>
    checkpoint === null || (isText(checkpoint.note) && Array.isArray(checkpoint.vkeys)),
  key: ({ key }) => isText(key?.id) && isText(key?.public_key),
};

/** Rows and bytes sum up, and sequences rise from part to part. */
function addsUp({ rows, file, parts }: Manifest): boolean {
  const sum = (of: (part: ManifestPart) => number): number =>
    parts.reduce((total, part) => total + of(part), 0);
  let last = 0;
  const rising = parts.every(({ first_sequence: first, last_sequence: end }) => {
    if (first === null || end === null) return true;
    const rises = first > last && end >= first;
    last = end;
    return rises;
  });
  return rising && sum((part) => part.rows) === rows && sum((part) => part.bytes) === file.bytes;
}
