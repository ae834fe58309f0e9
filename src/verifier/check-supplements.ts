import { hexOf } from './bytes';
import { bad, good, plain, plural, type Finding } from './finding';
import type { ManifestFile } from './manifest';
import type { Source, Tools } from './tools';
import { contentOf } from './zip-content';
import { BrokenZip, type ZipEntry } from './zip-directory';

/** The files beside that of the events: that each is there and what it was. `entries` may hold others; they are not its concern. */
export async function checkSupplements(
  tools: Tools,
  file: Source,
  entries: readonly ZipEntry[],
  supplements: readonly ManifestFile[],
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const supplement of supplements) {
    const entry = entries.find(({ name }) => name === supplement.name);
    const name = plain(supplement.name);
    if (!entry) findings.push(bad(`${name} is not in the ZIP: it was taken out.`));
    else if (!(await isWhole(tools, file, entry, supplement))) findings.push(bad(`${name} was changed.`));
  }
  if (findings.length > 0 || supplements.length === 0) return findings;
  return [good(`${plural(supplements.length, 'file')} beside it: each is what the manifest says.`)];
}

async function isWhole(
  tools: Tools,
  file: Source,
  entry: ZipEntry,
  { sha256 }: ManifestFile,
): Promise<boolean> {
  const hash = tools.hasher();
  try {
    for await (const chunk of contentOf(tools, file, entry)) hash.update(chunk);
  } catch (error) {
    if (!(error instanceof BrokenZip)) throw error;
    return false;
  }
  return hexOf(hash.digest()) === sha256;
}
