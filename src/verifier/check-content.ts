import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { ByteCheck } from './check-bytes';
import { RecordCheck } from './check-records';
import { bad, good, plural, type Finding } from './finding';
import { nameOf } from './found-part';
import type { Manifest } from './manifest';
import type { PartCheck } from './part-check';
import { LINE_FORMATS } from './records';
import { contentOf } from './zip-content';
import { BrokenZip, type ZipEntry } from './zip-directory';

/** Most parts that are named one by one. */
const MOST_NAMED = 20;

/** The file of events against what the manifest says of it, from its first byte to its last. */
export async function checkContent(
  file: FileHandle,
  entry: ZipEntry,
  manifest: Manifest,
): Promise<Finding[]> {
  const hash = createHash('sha256');
  const check = checkOf(manifest);
  let [bytes, broken] = [0, null as string | null];
  try {
    for await (const chunk of contentOf(file, entry)) {
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
  if (broken === null && hash.digest('hex') === manifest.file.sha256) return [asItWas(manifest, check.rows)];
  const findings = results.flatMap((result, index) =>
    result === null || (broken !== null && index >= at) ? [] : [bad(`${stretches[index]}: ${result}.`)],
  );
  const named = findings.slice(0, MOST_NAMED);
  if (findings.length > named.length)
    named.push(bad(`${findings.length - named.length} more parts are not what they were.`));
  if (broken !== null) named.push(unreadable(broken, results[at] === null ? null : (stretches[at] ?? null)));
  return [...overall(manifest, bytes, check.rows, results), ...named];
}

function checkOf({ file, parts }: Manifest): PartCheck {
  const extension = file.name.slice(file.name.lastIndexOf('.') + 1);
  const format = LINE_FORMATS.find((one) => one === extension);
  return format ? new RecordCheck(format, parts) : new ByteCheck(parts);
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

const unreadable = (why: string, stretch: string | null): Finding =>
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
