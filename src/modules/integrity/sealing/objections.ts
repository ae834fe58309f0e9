import { rootOf } from '../tree/growth';
import type { Tiles } from '../tree/tiles';
import type { Remembered } from './memory-lines';
import type { UnsealedLog } from './tree-store';

type Known = Omit<Remembered, 'organizationId'>;

/** What is wrong with a log before it grows, in words that a person can act on; null: nothing. Reads nothing but what it is given. */
export function objectionTo(log: UnsealedLog, known: Known | undefined): string | null {
  const { epoch, size, root, lastSequence, missing } = log;
  if (known && known.epoch !== epoch)
    return `it was last signed in epoch ${known.epoch}, and the database says epoch ${epoch}`;
  if (known && known.size > lastSequence)
    return `it was signed up to event ${known.size}, and the database ends at ${lastSequence}: it was set back`;
  if (lastSequence < size) return `its tree has ${size} leaves, and the log ends at event ${lastSequence}`;
  if (!gives(size, log.edge, root)) return `its tiles do not give the root over its ${size} leaves`;
  if (missing !== null) return `event ${missing} is missing`;
  return null;
}

/** Whether a tree can go on from where it is, whatever was signed of it. */
export const isSound = ({ size, root, lastSequence, edge }: UnsealedLog): boolean =>
  size <= lastSequence && gives(size, edge, root);

/** What of a tree as it is now contradicts what was signed of it: `tiles` must have the edge of the tree of `known.size`. */
export const contradiction = (known: Known, tiles: Tiles): string | null =>
  gives(known.size, tiles, known.root) ? null : contradicted(known.size);

/** The same once the tree has come to the size that was signed. */
export const contradicted = (size: number): string =>
  `its first ${size} events are not those that were signed`;

function gives(size: number, tiles: Tiles, root: Buffer): boolean {
  try {
    return rootOf(size, tiles).equals(root);
  } catch {
    // A tile is missing or too short.
    return false;
  }
}
