import type { WitnessKey } from '../../../../../config/witness-key';
import { formatNote, parseNote } from '../../notes/signed-note';
import { cosignaturesBy } from '../check/note-keys';

/** The body of `add-checkpoint` (C2SP tlog-witness). `proof`: from `oldSize` to the checkpoint's size; empty for 0 and for the same size. */
export const addCheckpointBody = (oldSize: number, proof: readonly Buffer[], note: string): string =>
  `old ${oldSize}\n${proof.map((hash) => `${hash.toString('base64')}\n`).join('')}\n${note}`;

/** The tree size that a witness says it has (409); null for any other text. */
export function sizeIn(text: string): number | null {
  const size = /^(0|[1-9]\d{0,15})\n$/.exec(text)?.[1];
  return size === undefined ? null : Number(size);
}

/** Of the lines that a witness has answered, those that are its cosignatures of the note, as lines for it; empty if none is. */
export function acceptedLines(answer: string, note: string, key: WitnessKey): string {
  const text = parseNote(note)?.text;
  const signed = text === undefined ? null : parseNote(`${text}\n${answer}`);
  if (text === undefined || signed?.text !== text) return '';
  const lines = cosignaturesBy(signed, key).map(({ line }) => line);
  // As lines without the text before them.
  return lines.length === 0 ? '' : formatNote(text, lines).slice(text.length + 1);
}
