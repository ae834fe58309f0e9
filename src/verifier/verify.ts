import { textOf, utf8 } from './bytes';
import { bad, plain, verdictOf, type Verdict } from './finding';
import { isObject, objectIn } from './json';
import { readKey, type PublicKey } from './keys';
import { nodeTools } from './node-tools';
import type { Source, Tools } from './tools';
import { verifyExport } from './verify-export';
import { GROWTH_FORMAT, verifyCheckpoint, verifyGrowth } from './verify-growth';
import { PROOF_FORMAT, verifyEventProof } from './verify-proof';
import { TLOG_PROOF, verifyTlogProof } from './verify-tlog-proof';
import { sourceOf, webTools } from './web-tools';

/** What whoever asks knows already, and has from elsewhere than from the file. */
export interface Given {
  /** Public keys, each as PEM or as a vkey: those of the installation, and of witnesses. Without any, nobody's word is checked but the file's. */
  readonly keys?: readonly string[];
  /** An older checkpoint of the log, as it was kept: what the proof of a log's growth begins with. */
  readonly since?: string | undefined;
  /** Which tools to use; by default those of Node, or where there is none, of the browser. */
  readonly tools?: Tools;
}

/** Proofs and checkpoints are small; whatever is larger is an export. */
const MOST_PROOF_BYTES = 16 * 1024 * 1024;
const BRACE = 0x7b;
/** How every ZIP begins that has an entry. */
const ZIP = 'PK\u0003\u0004';

/**
 * Checks a file that Daybook made, of whatever kind: the ZIP of an export, the proof of an event or of a log's growth, a signed checkpoint.
 * @throws Error when a key cannot be read, or the file cannot; when a key is needed, or `since` is given for what is no growth.
 */
export async function verifyFile(file: Source | Blob, given: Given = {}): Promise<Verdict> {
  const tools = given.tools ?? nodeTools() ?? webTools;
  const keys = keysOf(tools, given);
  const source = 'read' in file ? file : sourceOf(file);
  const [first] = await source.read(0, Math.min(1, source.size));
  const bytes = source.size > MOST_PROOF_BYTES ? null : await source.read(0, source.size);
  if (bytes !== null && first === BRACE) return verifyProof(bytes, { ...given, tools });
  if (given.since !== undefined) throw new Error(NOT_SINCE);
  const text = bytes === null ? null : textIn(bytes);
  const isNote = text?.startsWith(ZIP) === false && text.includes('\n\n— ');
  if (isNote && keys.length === 0) throw new Error(NO_KEY);
  if (text?.startsWith(TLOG_PROOF)) return verifyTlogProof(tools, text, keys);
  if (text !== null && isNote) return verifyCheckpoint(tools, text, { trusted: keys, enclosed: [] });
  return verifyExport(tools, source, keys);
}

/** Checks a proof in JSON: its bytes or its text, or what was parsed of it. @throws Error when a key cannot be read. */
export async function verifyProof(json: Uint8Array | string | object, given: Given = {}): Promise<Verdict> {
  const tools = given.tools ?? nodeTools() ?? webTools;
  const trusted = keysOf(tools, given);
  const bytes = typeof json === 'string' ? utf8(json) : json;
  const proof = bytes instanceof Uint8Array ? objectIn(bytes) : bytes;
  if (!isObject(proof)) return verdictOf([], [bad('It cannot be read: it was changed, or is no JSON.')], '');
  if (proof.format === GROWTH_FORMAT) return verifyGrowth(tools, proof, { trusted, since: given.since });
  if (given.since !== undefined) throw new Error(NOT_SINCE);
  if (proof.format === PROOF_FORMAT) return verifyEventProof(tools, proof, trusted);
  if (typeof proof.note === 'string')
    return verifyCheckpoint(tools, proof.note, { trusted, enclosed: proof.vkeys });
  return verdictOf(
    [],
    [bad(`It is of the kind ${plain(proof.format)}, which this version does not know.`)],
    '',
  );
}

/** Left aside, it would be taken for checked. */
const NOT_SINCE =
  'An older checkpoint (--since) goes with the proof that the log has only grown since (GET /v1/consistency-proof), and this is another file: nothing was checked.';

const NO_KEY = 'It brings no key along, so nothing in it can be checked without a key of your own (--key).';

const keysOf = (tools: Tools, { keys = [] }: Given): PublicKey[] =>
  keys.map((key) => {
    try {
      return readKey(tools, key);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(
        `${plain(key)} is of no use as a key: ${why}. Give a file with the PEM of an ed25519 key, or a vkey.`,
        {
          cause: error,
        },
      );
    }
  });

function textIn(bytes: Uint8Array): string | null {
  try {
    return textOf(bytes).replaceAll('\r\n', '\n');
  } catch {
    return null;
  }
}
