import type { ConsistencyProof, VerifierKeyList } from '../../../integrity/integrity.contract';
import { api } from '../api/api';
import { ApiError } from '../api/problem';
import { linesOf } from '../proof/steps';
import { loadVerifier, type Checked } from '../ui/verifier';

/** `beyond`: it states more events than the log has. */
export type Compared =
  | { readonly kind: 'no-note' }
  | { readonly kind: 'beyond'; readonly size: number; readonly says: string }
  | { readonly kind: 'checked'; readonly checked: Checked };

/** As it was signed, where a mail or a clipboard has added or lost white space at its ends. */
const tidied = (pasted: string): string => `${pasted.replaceAll('\r\n', '\n').trim()}\n`;

const sizeIn = (note: string): number | null => {
  const { size } = linesOf(note);
  return /^\d{1,16}$/.test(size) && note.includes('\n\n— ') ? Number(size) : null;
};

/** Whether the log of today continues a checkpoint that somebody kept: the server proves, the verifier in this browser judges. */
export async function compare(pasted: string, key: string): Promise<Compared> {
  const since = tidied(pasted);
  const size = sizeIn(since);
  if (size === null) return { kind: 'no-note' };
  try {
    const [proof, keys, verifier] = await Promise.all([
      api<ConsistencyProof>('GET', '/v1/consistency-proof', { query: { from: size } }),
      api<VerifierKeyList>('GET', '/v1/verifier-keys'),
      loadVerifier(),
    ]);
    /** An older checkpoint may be signed by a key that is retired by now. */
    const vkeys = keys.data.map(({ vkey }) => vkey);
    const given = key === '' ? { since } : { since, keys: [key] };
    return { kind: 'checked', checked: await verifier.verifyProof({ ...proof, vkeys }, given) };
  } catch (error) {
    const problem = error instanceof ApiError ? error.problem : null;
    const fault = problem?.errors?.find(({ pointer }) => pointer.endsWith('from'));
    if (problem?.status !== 422 || !fault) throw error;
    return { kind: 'beyond', size, says: fault.detail };
  }
}
