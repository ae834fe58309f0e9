import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Signing } from '../../src/platform/crypto/signing';
import { ZipWriter } from '../../src/platform/files/zip-writer';
import type { ManifestPart } from '../../src/modules/exports/exports.contract';

type Entries = Map<string, Buffer>;

/** A part as it is written: the text of each row, by its sequence; `around` is text that belongs to no row. */
export interface TestPart {
  readonly rows: readonly (readonly [sequence: number, text: string])[];
  readonly before?: string;
  readonly behind?: string;
}

export const SIGNING = new Signing('a secret for tests');

const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');

const bytesOf = ({ rows, before = '', behind = '' }: TestPart): string =>
  before + rows.map(([, text]) => text).join('') + behind;

/** What an export may have beside its events. */
interface Beside {
  /** Members of the manifest. */
  readonly manifest?: object;
  /** Files, by their names. */
  readonly files?: Readonly<Record<string, string>>;
}

/** The entries of an export that is what it says. */
export function signedExport(
  name: string,
  parts: readonly TestPart[],
  signing = SIGNING,
  { manifest: members = {}, files = {} }: Beside = {},
): Entries {
  const content = parts.map(bytesOf).join('');
  const manifest = Buffer.from(
    JSON.stringify({
      format: 'daybook-export/1',
      export_id: 'e1',
      organization: { id: 'o1', name: 'Acme Clinic' },
      filter: { words: ['The source is “ehr”'], query: {} },
      range: { from: null, to: null },
      requested_at: '2026-11-20T10:00:00.000Z',
      rows: parts.reduce((sum, { rows }) => sum + rows.length, 0),
      file: { name, type: 'text/plain', bytes: Buffer.byteLength(content), sha256: sha256(content) },
      parts: parts.map(manifestPart),
      supplements: Object.entries(files).map(([file, text]) => ({
        name: file,
        type: 'application/x-ndjson',
        bytes: Buffer.byteLength(text),
        sha256: sha256(text),
      })),
      checkpoint: null,
      key: { id: signing.keyId, algorithm: 'ed25519', public_key: signing.publicKeyPem },
      ...members,
    }),
  );
  return new Map([
    [name, Buffer.from(content)],
    ...Object.entries(files).map(([file, text]): [string, Buffer] => [file, Buffer.from(text)]),
    ['manifest.json', manifest],
    ['manifest.sig', signing.sign(manifest)],
  ]);
}

function manifestPart(part: TestPart): ManifestPart {
  const text = bytesOf(part);
  return {
    rows: part.rows.length,
    first_sequence: part.rows[0]?.[0] ?? null,
    last_sequence: part.rows.at(-1)?.[0] ?? null,
    bytes: Buffer.byteLength(text),
    sha256: sha256(text),
    erased: 0,
  };
}

export function zipped(entries: Entries): Buffer {
  const zip = new ZipWriter(new Date('2026-11-20T10:00:00Z'));
  const chunks = [...entries].flatMap(([name, bytes]) => [
    zip.begin(name, { compressed: !name.startsWith('manifest.') }),
    ...zip.write(bytes),
    ...zip.endEntry(),
  ]);
  return Buffer.concat([...chunks, ...zip.finish()]);
}

export function writeZip(directory: string, entries: Entries | Buffer): string {
  const path = join(directory, 'export.zip');
  writeFileSync(path, Buffer.isBuffer(entries) ? entries : zipped(entries));
  return path;
}
