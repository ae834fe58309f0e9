import type { StoredCheckpoint } from '../../integrity.checkpoints';

export type OutsideKind = 'file' | 's3' | 'witness';

/** What is to leave, and what is known of what left before. */
export interface Departure {
  readonly organizationId: string;
  readonly checkpoint: StoredCheckpoint;
  /** The size that this place had last, of the epoch of the checkpoint; 0 for none. */
  readonly knownSize: number;
  /** That the tree of so many leaves is the beginning of the checkpoint's: RFC 9162 §2.1.4. 0 < from ≤ the checkpoint's size. */
  proofFrom(from: number): Promise<Buffer[]>;
}

/** `receipt`: where to find it there. `cosignatures`: verified lines for the note, each with its newline. */
export interface Arrival {
  readonly receipt: string;
  readonly cosignatures?: string;
}

/** A place outside the reach of whoever has the database and the key. */
export interface Outside {
  readonly kind: OutsideKind;
  /** Its name among those of its kind; holds no secret. */
  readonly place: string;
  /** @throws OutsideFault */
  take(departure: Departure): Promise<Arrival>;
}

/**
 * Why a checkpoint did not arrive. `unavailable` heals by itself; `refused` wants an operator; `conflict`: the place knows a history that is not
 * this one (A21–A23). The message says what to do.
 */
export class OutsideFault extends Error {
  constructor(
    readonly reason: 'unavailable' | 'refused' | 'conflict',
    message: string,
    /** What the place has, where that is the reason. */
    readonly knownSize: number | null = null,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}

/** `<organization>/<epoch>/<size>-<time>.txt`: a name of its own for each, in order when sorted. */
export function nameOf(organizationId: string, { epoch, size, signedAt }: StoredCheckpoint): string {
  const time = signedAt.toISOString().replaceAll(/[-:.]/g, '');
  return `${organizationId}/${epoch}/${String(size).padStart(13, '0')}-${time}.txt`;
}
