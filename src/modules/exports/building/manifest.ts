import type { Signing } from '../../../platform/crypto/signing';
import { SOFTWARE } from '../../../platform/software';
import type { Manifest } from '../exports.contract';
import type { ExportFacts } from '../formats/file-writer';
import type { ExportRow, KeptCheckpoint } from '../storage/export-row';
import type { WrittenFile } from './export-file';
import type { Part } from './part-tally';

export const MANIFEST = 'manifest.json';
export const SIGNATURE = 'manifest.sig';

/** All that was written: the file of events with its parts, and what lies beside it. */
interface WrittenWhole {
  readonly file: WrittenFile;
  readonly parts: readonly Part[];
  readonly supplements: readonly WrittenFile[];
  readonly checkpoint: KeptCheckpoint;
}

/** What is signed of an export: what it holds, why, and the hash of every stretch. Depends on the row and its parts alone. */
export function manifestOf(
  row: ExportRow,
  facts: ExportFacts,
  { file, parts, supplements, checkpoint }: WrittenWhole,
  signing: Signing,
): Manifest {
  const withRows = parts.filter(({ rows }) => rows > 0);
  return {
    format: 'daybook-export/1',
    export_id: row.id,
    organization: facts.organization,
    filter: { words: facts.filter, query: row.query },
    range: facts.range,
    time_zone: row.time_zone,
    requested_by: row.requested_by,
    requested_at: facts.requestedAt,
    origin: row.origin,
    log_last_sequence: facts.lastSequence,
    rows: sum(parts, ({ rows }) => rows),
    first_sequence: withRows[0]?.first_sequence ?? null,
    last_sequence: withRows.at(-1)?.last_sequence ?? null,
    erased_events: sum(parts, ({ erased }) => erased),
    file,
    parts: parts.map(({ number: _, ...part }) => part),
    supplements,
    checkpoint: 'missing' in checkpoint ? null : checkpoint,
    checkpoint_missing: 'missing' in checkpoint ? checkpoint.missing : null,
    key: { id: signing.keyId, algorithm: 'ed25519', public_key: signing.publicKeyPem },
    software: SOFTWARE,
  };
}

/** The manifest and its signature, as they lie in the ZIP: the bytes that are signed are the bytes of the file. */
export function enclosedWith(manifest: Manifest, signing: Signing): [string, Uint8Array][] {
  const bytes = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
  return [
    [MANIFEST, bytes],
    [SIGNATURE, signing.sign(bytes)],
  ];
}

const sum = (parts: readonly Part[], of: (part: Part) => number): number =>
  parts.reduce((total, part) => total + of(part), 0);
