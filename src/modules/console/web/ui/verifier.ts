/** What the one file says (`src/verifier/finding.ts`). */
export interface Finding {
  readonly ok: boolean;
  readonly note?: true;
  readonly says: string;
  readonly step?: 'leaf' | 'root' | 'signature';
}

export interface Checked {
  readonly ok: boolean;
  readonly described: readonly string[];
  readonly findings: readonly Finding[];
}

interface Given {
  /** Keys that somebody has from elsewhere. */
  readonly keys?: readonly string[];
  /** An older checkpoint. */
  readonly since?: string;
}

interface Verifier {
  verifyProof(proof: object, given?: Given): Promise<Checked>;
  verifyFile(file: Blob, given?: Given): Promise<Checked>;
}

export const VERIFIER = '/verifier/daybook-verify.mjs';

let loaded: Promise<Verifier> | null = null;

/**
 * The page runs the same file that auditors download and read: what it finds here, they find. No copy of it is in the console, so
 * none can differ.
 */
export function loadVerifier(): Promise<Verifier> {
  loaded ??= (import(/* @vite-ignore */ VERIFIER) as Promise<Verifier>).catch((error: unknown) => {
    loaded = null;
    throw error;
  });
  return loaded;
}

/** RFC 8032, 7.1, test 1: a key and what it signed, nothing. */
const TEST_KEY = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a';
const TEST_SIGNATURE =
  'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b';

const bytesOf = (hex: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/**
 * Whether this browser can check signatures at all: one without Ed25519, or a page without HTTPS, would find every signature wrong,
 * which is no finding about the log.
 */
export async function canCheck(): Promise<boolean> {
  try {
    const key = await crypto.subtle.importKey('raw', bytesOf(TEST_KEY), 'Ed25519', false, ['verify']);
    return await crypto.subtle.verify('Ed25519', key, bytesOf(TEST_SIGNATURE), new Uint8Array());
  } catch {
    return false;
  }
}
