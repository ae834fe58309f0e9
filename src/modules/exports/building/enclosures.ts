import { Injectable } from '@nestjs/common';
import { Signing } from '../../../platform/crypto/signing';
import { EnclosedCheckpoints } from '../../integrity/integrity.enclosed';
import type { Manifest, ManifestFile } from '../exports.contract';
import { ExportSupplements } from '../exports.supplements';
import { hasEvidence } from '../formats/evidenced';
import { ExportAttempts, type Attempt } from '../storage/export-attempts';
import type { KeptCheckpoint } from '../storage/export-row';
import { Evidence, EVIDENCE } from './evidence';
import { factsOf } from './export-facts';
import type { ExportFile } from './export-file';
import { enclosedWith, manifestOf } from './manifest';
import type { Part } from './part-tally';

/** What lies beside the events in the ZIP: evidence, the tables of an organization that leaves, and what vouches for it all. */
@Injectable()
export class Enclosures {
  constructor(
    private readonly signing: Signing,
    private readonly supplements: ExportSupplements,
    private readonly checkpoints: EnclosedCheckpoints,
    private readonly evidence: Evidence,
    private readonly attempts: ExportAttempts,
  ) {}

  /** Ends the file of events, encloses the rest and publishes it. `parts`: those that are on disk. */
  async complete(
    attempt: Attempt,
    file: ExportFile,
    parts: readonly Part[],
    stop: AbortSignal,
  ): Promise<{ manifest: Manifest; sha256: string }> {
    const { row } = attempt;
    const { file: written, end } = await file.finish();
    const checkpoint = await this.#checkpoint(attempt);
    const whole = {
      file: written,
      parts: end ? [...parts, end] : parts,
      supplements: [
        ...(await this.#prove(attempt, checkpoint, file, stop)),
        ...(await this.#supplement(attempt, file)),
      ],
      checkpoint,
    };
    const manifest = manifestOf(row, factsOf(row), whole, this.signing);
    return { manifest, sha256: await file.publish(enclosedWith(manifest, this.signing)) };
  }

  /** Chosen once, whatever becomes of this attempt: the next one writes the same file. */
  async #checkpoint(attempt: Attempt): Promise<KeptCheckpoint> {
    const { organization_id, last_sequence, checkpoint } = attempt.row;
    if (checkpoint !== null) return checkpoint;
    const found = await this.checkpoints.covering(organization_id, Number(last_sequence));
    return this.attempts.keepCheckpoint(attempt, found ?? { missing: NOT_SEALED });
  }

  async #prove(
    attempt: Attempt,
    checkpoint: KeptCheckpoint,
    file: ExportFile,
    stop: AbortSignal,
  ): Promise<ManifestFile[]> {
    const { row } = attempt;
    if ('missing' in checkpoint || !hasEvidence(row.format)) return [];
    const done = (rows: number): Promise<void> => this.attempts.evidenced(attempt, rows);
    return [await file.supplement({ name: EVIDENCE, lines: this.evidence.of(row, checkpoint, stop, done) })];
  }

  async #supplement({ row }: Attempt, file: ExportFile): Promise<ManifestFile[]> {
    const written: ManifestFile[] = [];
    if (row.origin === 'offboarding')
      await this.supplements.each(row.organization_id, async (supplement) => {
        written.push(await file.supplement(supplement));
      });
    return written;
  }
}

const NOT_SEALED = 'the log could not be sealed when the export was made';
