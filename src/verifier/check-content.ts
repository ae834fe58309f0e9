import { hexOf } from './bytes';
import { ByteCheck } from './check-bytes';
import { RecordCheck } from './check-records';
import { bad, good, plural, type Finding } from './finding';
import { nameOf } from './found-part';
import type { Manifest } from './manifest';
import type { PartCheck } from './part-check';
import { lineFormatOf } from './records';
import type { Source, Tools } from './tools';
import { contentOf } from './zip-content';
import { BrokenZip, type ZipEntry } from './zip-directory';

/** Most parts that are named one by one. */
const MOST_PARTS = 20;

/** The file of events against what the manifest says of it, from its first byte to its last. */
export async function checkContent(
  tools: Tools,
  file: Source,
  entry: ZipEntry,
  manifest: Manifest,
): Promise<Finding[]> {
  const hash = tools.hasher();
  const check = checkOf(tools, manifest);
  let [bytes, broken] = [0, null as string | null];
  try {
    for await (const chunk of contentOf(tools, file, entry)) {
      hash.update(chunk);
      bytes += chunk.length;
      check.take(chunk);
    }
  } catch (error) {
    if (!(error instanceof BrokenZip)) throw error;
    broken = error.message;
  }
  const stretches = namesOf(manifest);
  const { at } = check;
  const results = check.end();
  if (broken === null && hexOf(hash.digest()) === manifest.file.sha256)
    return [asItWas(manifest, check.rows)];
  const findings = results.flatMap((result, index) =>
    result === null || (broken !== null && index >= at) ? [] : [bad(`${stretches[index]}: ${result}.`)],
  );
  const named = findings.slice(0, MOST_PARTS);
  if (findings.length > named.length)
    named.push(bad(`${findings.length - named.length} more parts are not what they were.`));
  if (broken !== null)
    named.push(unreadableFrom(broken, results[at] === null ? null : (stretches[at] ?? null)));
  return [...overall(manifest, bytes, check.rows, results), ...named];
}

function checkOf(tools: Tools, { file, parts }: Manifest): PartCheck {
  const format = lineFormatOf(file.name);
  return format ? new RecordCheck(tools, format, parts) : new ByteCheck(tools, parts);
}

const asItWas = ({ file, parts, rows }: Manifest, counted: number | null): Finding =>
  counted === null || counted === rows
    ? good(
        `The file of events is what the manifest says: ${plural(rows, 'row')}, ${file.bytes} bytes, ${plural(parts.length, 'part')}.`,
      )
    : bad(
        `The manifest says ${plural(rows, 'row')}, and its file has ${counted}: it was wrong when it was signed.`,
      );

/** Before the parts one by one: what can be said of the whole. */
function overall(
  { rows, file }: Manifest,
  bytes: number,
  counted: number | null,
  results: readonly (string | null)[],
): Finding[] {
  const findings = [bad('The file of events is not what the manifest says.')];
  if (counted !== null && counted !== rows)
    findings.push(bad(`It has ${plural(counted, 'row')}; the manifest says ${rows}.`));
  else if (bytes !== file.bytes)
    findings.push(bad(`It has ${bytes} bytes; the manifest says ${file.bytes}.`));
  if (results.length > 1 && results.every((result) => result !== null))
    findings.push(bad('No part of it is: the manifest is likely that of another export.'));
  return findings;
}

const unreadableFrom = (why: string, stretch: string | null): Finding =>
  bad(
    stretch === null
      ? `The ZIP was damaged or changed: ${why}.`
      : `From ${stretch} on it cannot be read: ${why}.`,
  );

function namesOf({ parts }: Manifest): string[] {
  let before = 0;
  return parts.map((part, index) => {
    const name = nameOf(part, index + 1, before);
    before += part.rows;
    return name;
  });
}
