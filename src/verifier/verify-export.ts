import { checkContent } from './check-content';
import { checkProof } from './check-checkpoint';
import { checkSupplements } from './check-supplements';
import { bad, plain, verdictOf, type Finding, type Verdict } from './finding';
import type { PublicKey } from './keys';
import { readManifest, type Manifest } from './manifest';
import { checkSignature, described } from './signature';
import type { Source, Tools } from './tools';
import { isGapless, smallContentOf } from './zip-content';
import { BrokenZip, readDirectory, type ZipDirectory, type ZipEntry } from './zip-directory';

const MANIFEST = 'manifest.json';
const SIGNATURE = 'manifest.sig';
const MOST_MANIFEST_BYTES = 64 * 1024 * 1024;
const ENCLOSED_SIGNATURE_BYTES = 64;

/**
 * Checks the ZIP of an export by itself: needs nothing but the file and, to know who made it, their public keys. Reads it in flat
 * memory. @throws Error when the file cannot be read.
 */
export async function verifyExport(
  tools: Tools,
  file: Source,
  trusted: readonly PublicKey[],
): Promise<Verdict> {
  try {
    return await verified(tools, file, await readDirectory(file), trusted);
  } catch (error) {
    if (!(error instanceof BrokenZip)) throw error;
    return verdict([], [bad(error.message)]);
  }
}

async function verified(
  tools: Tools,
  file: Source,
  directory: ZipDirectory,
  trusted: readonly PublicKey[],
): Promise<Verdict> {
  const container = await checkContainer(file, directory);
  const [manifestEntry, signatureEntry] = [MANIFEST, SIGNATURE].map((name) => entryOf(directory, name));
  if (!manifestEntry)
    return verdict(
      [],
      [...container, bad(`There is no ${MANIFEST}: this is no export, or it was taken out.`)],
    );
  const bytes = await contentOrFinding(tools, file, manifestEntry, MOST_MANIFEST_BYTES);
  if (!(bytes instanceof Uint8Array)) return verdict([], [...container, bytes]);
  const manifest = manifestIn(bytes);
  if (!('export_id' in manifest)) return verdict([], [...container, manifest]);
  const signature = signatureEntry
    ? await contentOrFinding(tools, file, signatureEntry, ENCLOSED_SIGNATURE_BYTES)
    : bad(`There is no ${SIGNATURE}: nothing says who made this file, nor that it was not changed.`);
  const signed =
    signature instanceof Uint8Array
      ? await checkSignature(tools, bytes, signature, manifest, trusted)
      : signature;
  return verdict(described(manifest), [
    ...container,
    signed,
    ...(await checkEnclosed(tools, file, directory, manifest)),
    ...(await checkProof(tools, file, directory.entries, manifest, trusted)),
  ]);
}

/** Nothing before, between or behind the entries and their directory, each name once. */
async function checkContainer(file: Source, directory: ZipDirectory): Promise<Finding[]> {
  const findings: Finding[] = [];
  if (directory.trailing > 0)
    findings.push(bad(`${directory.trailing} bytes were added behind the end of the ZIP.`));
  const names = directory.entries.map(({ name }) => name);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  for (const name of new Set(twice)) findings.push(bad(`There is more than one ${plain(name)}.`));
  const gapless = await isGapless(file, directory).catch(() => false);
  if (!gapless)
    findings.push(
      bad(
        'The ZIP was put together anew, not by Daybook: there is more in it than its entries side by side, and other programs may take other files out of it.',
      ),
    );
  return findings;
}

/** The file that the manifest is about, and that there is no other. */
async function checkEnclosed(
  tools: Tools,
  file: Source,
  directory: ZipDirectory,
  manifest: Manifest,
): Promise<Finding[]> {
  const beside = new Set([MANIFEST, SIGNATURE, ...manifest.supplements.map(({ name }) => name)]);
  const supplements = await checkSupplements(tools, file, directory.entries, manifest.supplements);
  const others = directory.entries.filter(({ name }) => !beside.has(name));
  const entry = others.find(({ name }) => name === manifest.file.name);
  if (entry) {
    const extra = others.filter((other) => other !== entry && other.name !== entry.name);
    const strange = extra.map(({ name }) =>
      bad(`${plain(name)} does not belong to the export: it was put in.`),
    );
    return [...strange, ...(await checkContent(tools, file, entry, manifest)), ...supplements];
  }
  const [only] = others;
  if (only === undefined) return [bad(`${plain(manifest.file.name)} is not in the ZIP: it was taken out.`)];
  return [
    bad(
      `The manifest is about another file, ${plain(manifest.file.name)}; the ZIP holds ${plain(only.name)}. One of them was swapped.`,
    ),
    ...(await checkContent(tools, file, only, manifest)),
  ];
}

function manifestIn(bytes: Uint8Array): Manifest | Finding {
  try {
    return readManifest(bytes);
  } catch (error) {
    return bad(`The manifest cannot be used: ${plain(error instanceof Error ? error.message : error)}.`);
  }
}

const entryOf = ({ entries }: ZipDirectory, wanted: string): ZipEntry | undefined =>
  entries.find(({ name }) => name === wanted);

async function contentOrFinding(
  tools: Tools,
  file: Source,
  entry: ZipEntry,
  most: number,
): Promise<Uint8Array | Finding> {
  try {
    return await smallContentOf(tools, file, entry, most);
  } catch (error) {
    if (!(error instanceof BrokenZip)) throw error;
    return bad(`${entry.name} cannot be read: ${error.message}.`);
  }
}

const verdict = (about: readonly string[], findings: readonly Finding[]): Verdict =>
  verdictOf(about, findings, 'Nothing is wrong with this export.');
