import { checkEvidence } from './check-evidence';
import { bad, noted, plain, type Finding } from './finding';
import type { PublicKey } from './keys';
import type { Manifest } from './manifest';
import { checkCheckpoint, organizationOf } from './note';
import { lineFormatOf } from './records';
import type { Source, Tools } from './tools';
import { contentOf } from './zip-content';
import { BrokenZip, type ZipEntry } from './zip-directory';

const EVIDENCE = 'evidence.ndjson';

/** The checkpoint of an export, and what the evidence proves by it. */
export async function checkProof(
  tools: Tools,
  file: Source,
  entries: readonly ZipEntry[],
  manifest: Manifest,
  trusted: readonly PublicKey[],
): Promise<Finding[]> {
  if (!manifest.checkpoint)
    return [noted(`There is no checkpoint in it${why(manifest)}: the log itself vouches for nothing here.`)];
  const { note, vkeys } = manifest.checkpoint;
  const { checkpoint, findings } = await checkCheckpoint(tools, note, { trusted, enclosed: vkeys });
  if (checkpoint === null) return findings;
  const events = entries.find(({ name }) => name === manifest.file.name);
  const evidence = entries.find(({ name }) => name === EVIDENCE);
  const foreign =
    organizationOf(checkpoint) === manifest.organization.id
      ? []
      : [
          bad(
            `The checkpoint is that of another log than the organization's, ${plain(manifest.organization.id)}.`,
          ),
        ];
  if (!events || !evidence || !manifest.supplements.some(({ name }) => name === EVIDENCE))
    return [...findings, ...foreign, withoutEvidence(manifest)];
  try {
    const held = {
      organizationId: manifest.organization.id,
      events: contentOf(tools, file, events),
      evidence: contentOf(tools, file, evidence),
      checkpoint,
    };
    return [...findings, ...foreign, ...(await checkEvidence(tools, held))];
  } catch (error) {
    if (!(error instanceof BrokenZip)) throw error;
    return [...findings, ...foreign, bad(`What the checkpoint proves cannot be told: ${error.message}.`)];
  }
}

const why = ({ checkpoint_missing: reason }: Manifest): string => (reason ? ` (${plain(reason)})` : '');

const withoutEvidence = ({ file }: Manifest): Finding =>
  noted(
    lineFormatOf(file.name) === 'ndjson' || lineFormatOf(file.name) === 'json'
      ? 'There is no evidence in it: the checkpoint says how the log stood, and not that these events are in it.'
      : 'This kind of file carries no evidence: the checkpoint says how the log stood, and not that these events are in it. An export as NDJSON or JSON proves each event.',
  );
