import type { KeyObject } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { checkContent } from './check-content';
import { checkSupplements } from './check-supplements';
import { bad, good, plain, type Finding } from './finding';
import { readManifest, type Manifest } from './manifest';
import { checkSignature, described } from './signature';
import { isGapless, smallContentOf } from './zip-content';
import { BrokenZip, readDirectory, type ZipDirectory, type ZipEntry } from './zip-directory';

/** What is to be said of a file. `described`: what it says of itself, as far as that could be read. */
export interface Verdict {
  readonly ok: boolean;
  readonly described: readonly string[];
  readonly findings: readonly Finding[];
}

const MANIFEST = 'manifest.json';
const SIGNATURE = 'manifest.sig';
const MOST_MANIFEST_BYTES = 64 * 1024 * 1024;
const SIGNATURE_BYTES = 64;

/**
 * Checks the ZIP of an export by itself: needs nothing but the file and, to know who made it, their public key. Reads it once, in
 * flat memory. @throws Error when the file cannot be opened or read.
 */
export async function verifyFile(path: string, trusted: KeyObject | null): Promise<Verdict> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    return await verified(file, await readDirectory(file, size), trusted);
  } catch (error) {
    if (!(error instanceof BrokenZip)) throw error;
    return verdict([], [bad(error.message)]);
  } finally {
    await file.close();
  }
}

async function verified(
  file: FileHandle,
  directory: ZipDirectory,
  trusted: KeyObject | null,
): Promise<Verdict> {
  const container = await checkContainer(file, directory);
  const [manifestEntry, signatureEntry] = [MANIFEST, SIGNATURE].map((name) => entryOf(directory, name));
  if (!manifestEntry)
    return verdict(
      [],
      [...container, bad(`There is no ${MANIFEST}: this is no export, or it was taken out.`)],
    );
  const bytes = await smallContentOf(file, manifestEntry, MOST_MANIFEST_BYTES).catch(unreadable(MANIFEST));
  if (!Buffer.isBuffer(bytes)) return verdict([], [...container, bytes]);
  const manifest = manifestIn(bytes);
  if (!('export_id' in manifest)) return verdict([], [...container, manifest]);
  const signature = signatureEntry
    ? await smallContentOf(file, signatureEntry, SIGNATURE_BYTES).catch(unreadable(SIGNATURE))
    : bad(`There is no ${SIGNATURE}: nothing says who made this file, nor that it was not changed.`);
  const signed = Buffer.isBuffer(signature) ? checkSignature(bytes, signature, manifest, trusted) : signature;
  return verdict(described(manifest), [
    ...container,
    signed,
    ...(await checkEnclosed(file, directory, manifest)),
  ]);
}

/** Nothing before, between or behind the entries, each name once. */
async function checkContainer(file: FileHandle, directory: ZipDirectory): Promise<Finding[]> {
  const findings: Finding[] = [];
  if (directory.trailing > 0)
    findings.push(bad(`${directory.trailing} bytes were added behind the end of the ZIP.`));
  const names = directory.entries.map(({ name }) => name);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  for (const name of new Set(twice)) findings.push(bad(`There is more than one ${plain(name)}.`));
  const gapless = await isGapless(file, directory).catch(() => false);
  if (!gapless) findings.push(bad('The ZIP was put together anew: its entries do not lie side by side.'));
  return findings;
}

/** The file that the manifest is about, and that there is no other. */
async function checkEnclosed(
  file: FileHandle,
  directory: ZipDirectory,
  manifest: Manifest,
): Promise<Finding[]> {
  const beside = new Set([MANIFEST, SIGNATURE, ...manifest.supplements.map(({ name }) => name)]);
  const supplements = await checkSupplements(file, directory.entries, manifest.supplements);
  const others = directory.entries.filter(({ name }) => !beside.has(name));
  const entry = others.find(({ name }) => name === manifest.file.name);
  if (entry) {
    const extra = others.filter((other) => other !== entry && other.name !== entry.name);
    const strange = extra.map(({ name }) =>
      bad(`${plain(name)} does not belong to the export: it was put in.`),
    );
    return [...strange, ...(await checkContent(file, entry, manifest)), ...supplements];
  }
  const [only] = others;
  if (only === undefined) return [bad(`${plain(manifest.file.name)} is not in the ZIP: it was taken out.`)];
  return [
    bad(
      `The manifest is about another file, ${plain(manifest.file.name)}; the ZIP holds ${plain(only.name)}. One of them was swapped.`,
    ),
    ...(await checkContent(file, only, manifest)),
  ];
}

function manifestIn(bytes: Buffer): Manifest | Finding {
  try {
    return readManifest(bytes);
  } catch (error) {
    return bad(`The manifest cannot be used: ${plain(error instanceof Error ? error.message : error)}.`);
  }
}

const entryOf = ({ entries }: ZipDirectory, wanted: string): ZipEntry | undefined =>
  entries.find(({ name }) => name === wanted);

const unreadable =
  (name: string) =>
  (error: unknown): Finding => {
    if (!(error instanceof BrokenZip)) throw error;
    return bad(`${name} cannot be read: ${error.message}.`);
  };

function verdict(about: readonly string[], findings: readonly Finding[]): Verdict {
  const ok = findings.every((finding) => finding.ok);
  return {
    ok,
    described: about,
    findings: ok ? [...findings, good('Nothing is wrong with this export.')] : findings,
  };
}
