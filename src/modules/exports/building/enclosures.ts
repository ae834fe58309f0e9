import { Injectable } from '@nestjs/common';
import { Signing } from '../../../platform/crypto/signing';
import type { Manifest, ManifestFile } from '../exports.contract';
import { ExportSupplements } from '../exports.supplements';
import type { ExportRow } from '../storage/export-row';
import { factsOf } from './export-facts';
import type { ExportFile } from './export-file';
import { enclosedWith, manifestOf } from './manifest';
import type { Part } from './part-tally';

/** What lies beside the events in the ZIP: the tables of an organization that leaves, and what vouches for it all. */
@Injectable()
export class Enclosures {
  constructor(
    private readonly signing: Signing,
    private readonly supplements: ExportSupplements,
  ) {}

  /** Ends the file of events, encloses the rest and publishes it. `parts`: those that are on disk. */
  async complete(
    row: ExportRow,
    file: ExportFile,
    parts: readonly Part[],
  ): Promise<{ manifest: Manifest; sha256: string }> {
    const { file: written, end } = await file.finish();
    const whole = {
      file: written,
      parts: end ? [...parts, end] : parts,
      supplements: await this.#supplement(row, file),
    };
    const manifest = manifestOf(row, factsOf(row), whole, this.signing);
    return { manifest, sha256: await file.publish(enclosedWith(manifest, this.signing)) };
  }

  async #supplement({ origin, organization_id }: ExportRow, file: ExportFile): Promise<ManifestFile[]> {
    const written: ManifestFile[] = [];
    if (origin === 'offboarding')
      await this.supplements.each(organization_id, async (supplement) => {
        written.push(await file.supplement(supplement));
      });
    return written;
  }
}
