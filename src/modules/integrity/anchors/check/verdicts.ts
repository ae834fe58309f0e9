import type { FoundNote } from './find-notes';
import type { Beginning } from './log-beginning';
import { cosignaturesBy, isSignedBy, type NamedKey } from './note-keys';

/** One thing that a check has found, as a sentence. `ok` null: neither good nor bad. */
export interface Verdict {
  readonly ok: boolean | null;
  readonly says: string;
}

/** A key of the log, and in which words to name it. */
export interface LogKey {
  readonly publicKey: Uint8Array;
  readonly called: string;
}

const good = (says: string): Verdict => ({ ok: true, says });
const bad = (says: string): Verdict => ({ ok: false, says });
const said = (says: string): Verdict => ({ ok: null, says });
const day = (time: Date): string => `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** Who signed an anchor for the log. */
export function signatureVerdicts(
  { note, checkpoint: { origin } }: FoundNote,
  keys: readonly LogKey[],
): Verdict[] {
  const signers = keys.filter(({ publicKey }) => isSignedBy(note, { name: origin, publicKey }));
  if (signers.length === 0)
    return [
      bad(
        `It is not signed by ${keys.map(({ called }) => called).join(' or ')}: it was changed, or is of another installation. Nothing below proves anything.`,
      ),
    ];
  const times = keys.flatMap(({ publicKey }) => cosignaturesBy(note, { name: origin, publicKey }));
  const at = times[0] ? `, on ${day(times[0].time)} by its own clock` : '';
  return [good(`It is signed by ${signers.map(({ called }) => called).join(' and ')}${at}.`)];
}

/** Who else saw it. `wanted`: must have; `known`: may have. */
export function witnessVerdicts(
  { note, checkpoint }: FoundNote,
  wanted: readonly NamedKey[],
  known: readonly NamedKey[],
): Verdict[] {
  const all = [...wanted, ...known.filter(({ name }) => !wanted.some((key) => key.name === name))];
  const verdicts = all.flatMap((key): Verdict[] => {
    const [first] = cosignaturesBy(note, key);
    if (first)
      return [
        good(`The witness ${key.name} signed it on ${day(first.time)}: it saw no other history of this log.`),
      ];
    return wanted.includes(key) ? [bad(`The witness ${key.name} did not sign it.`)] : [];
  });
  const cosigned = note.signatures.some(({ name }) => name !== checkpoint.origin);
  if (verdicts.length === 0)
    return [
      said(
        cosigned
          ? 'It has signatures of witnesses that were not asked about (--witness).'
          : 'No witness signed it.',
      ),
    ];
  return verdicts;
}

/** What the log of today says to it. */
export function logVerdicts({ checkpoint }: FoundNote, log: Beginning | null): Verdict[] {
  const events = checkpoint.size.toLocaleString('en-US');
  if (!log) return [bad('There is no such log in this installation.')];
  const epoch =
    log.origin === checkpoint.origin
      ? []
      : [
          said(
            `The log goes on as ${log.origin}: an operator opened a new epoch since, whose event in the log says why.`,
          ),
        ];
  if (checkpoint.size > log.size)
    return [
      ...epoch,
      bad(
        `It states ${events} events; the log has ${log.size.toLocaleString('en-US')} under its last checkpoint. Events are missing from its end: it was cut or rolled back.`,
      ),
    ];
  if (!log.root?.equals(checkpoint.root))
    return [
      ...epoch,
      bad(
        `The first ${events} events of the log are not those that it states: one of them was changed, removed or put between, and the tree made again over it.`,
      ),
    ];
  return [
    ...epoch,
    good(
      `The tree of the log begins with exactly these ${events} events: none was put between, taken out or exchanged since. Whether each event still fits its leaf of the tree, daybook log verify checks.`,
    ),
  ];
}

/** Two anchors of one log, one size and two roots: the proof of a split view (A23), if both are signed. */
export function splitVerdicts(found: readonly FoundNote[], keys: readonly LogKey[]): Verdict[] {
  const signed = found.filter((each) => signatureVerdicts(each, keys)[0]?.ok);
  return signed.flatMap(({ checkpoint: one }, n) =>
    signed
      .slice(n + 1)
      .filter(
        ({ checkpoint: two }) =>
          two.origin === one.origin && two.size === one.size && !two.root.equals(one.root),
      )
      .map(() =>
        bad(
          `Two of these checkpoints of ${one.origin} state ${one.size.toLocaleString('en-US')} events with different roots, and both are signed: whoever has the key showed two histories (a split view). Keep both; together they prove it.`,
        ),
      ),
  );
}
