import type { Finding, TakenBy, Verdict } from '../verification.contract';
import type { TreeState } from './tree-walk';

/** Everything that a walk has to know to go on, in another process too: JSON, whatever the length of the log a few dozen kilobytes. */
export interface WalkState {
  readonly from: number;
  /** The first sequence that was not looked at. */
  readonly next: number;
  readonly counts: Readonly<Record<Verdict, number>>;
  readonly taken: readonly TakenBy[];
  readonly findings: readonly Finding[];
  readonly more: number;
  readonly recordedAt: number;
  readonly tree: TreeState;
}

/** `from` is the first of 256: a walk begins where a tile does. */
export const beginning = (from: number, trunk: readonly string[]): WalkState => ({
  from,
  next: from,
  counts: { present: 0, erased: 0, purged: 0, missing: 0, altered: 0 },
  taken: [],
  findings: [],
  more: 0,
  recordedAt: -Infinity,
  tree: { size: from - 1, trunk, branch: null, pending: [], confirmed: from - 1, broken: false },
});
