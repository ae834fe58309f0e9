import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Remembered } from '../../integrity/integrity.remembered-seals';
import type { CheckpointFact, LogFacts, PageFacts } from '../facts/page-facts';
import { TILE_WIDTH } from '../facts/page-facts';
import { faultOfCheckpoint } from '../facts/signed-root';
import type { KnownKeys } from '../facts/known-keys';
import { CompactRange } from '../tree/compact-range';
import type { Finding } from '../verification.contract';
import type { Findings } from './findings';
import { HASH_BYTES, type Leaves } from './leaves';

/** Signatures that are checked at a stretch: some milliseconds. */
const AT_A_STRETCH = 16;
const MOST_PENDING = 200;

/** What has to be remembered of a tree between two pages. */
export interface TreeState {
  readonly size: number;
  /** In base64. */
  readonly trunk: readonly string[];
  readonly branch: readonly string[] | null;
  /** What is to be said of events if the tiles are right; the next checkpoint decides. */
  readonly pending: readonly Finding[];
  /** The size of the last checkpoint that was confirmed. */
  readonly confirmed: number;
  /** A signed root was not the tree's: what was signed later is not held against it any more. */
  readonly broken: boolean;
}

/**
 * Lets the tree grow again, leaf by leaf: once as its tiles have the leaves (the trunk), and, from where events say otherwise on, once as the
 * events do (the branch). Whichever has the root of the next signed checkpoint is right.
 */
export class TreeWalk {
  #trunk: CompactRange;
  #branch: CompactRange | null;
  #pending: Finding[];
  #confirmed: number;
  #broken: boolean;
  /** Events that were suspected and are what was signed. */
  readonly cleared: number[] = [];

  constructor(
    state: TreeState,
    private readonly keys: KnownKeys,
    private readonly findings: Findings,
  ) {
    this.#trunk = rangeOf(state.size, state.trunk);
    this.#branch = state.branch && rangeOf(state.size, state.branch);
    this.#pending = [...state.pending];
    this.#confirmed = state.confirmed;
    this.#broken = state.broken;
  }

  get state(): TreeState {
    return {
      size: this.#trunk.size,
      trunk: textOf(this.#trunk),
      branch: this.#branch && textOf(this.#branch),
      pending: this.#pending,
      confirmed: this.#confirmed,
      broken: this.#broken,
    };
  }

  /** What is to be said of an event that disagrees with the tiles, unless these turn out to be wrong. */
  suspect(finding: Finding): void {
    if (this.#pending.length < MOST_PENDING) this.#pending.push(finding);
    else this.findings.add(finding);
  }

  /** A page: its leaves, up to the size of the tree, and what ends in it: checkpoints, and what this host remembers to have signed. */
  async grow(
    leaves: Leaves,
    log: LogFacts,
    { tiles, checkpoints }: PageFacts,
    remembered?: Remembered,
  ): Promise<void> {
    const tree = log.tree;
    if (!tree) return;
    const waiting = [...checkpoints];
    let checked = 0;
    for (let sequence = leaves.first; sequence <= Math.min(leaves.last, tree.size); sequence++) {
      this.#append(sequence, leaves, tiles);
      for (; waiting[0]?.size === sequence; waiting.shift()) {
        if (++checked % AT_A_STRETCH === 0) await nextTurn();
        this.#compare(waiting[0], tree);
      }
      if (remembered?.size === sequence && remembered.epoch === tree.epoch)
        this.#hold(sequence, remembered.root);
      if (sequence === tree.size && !this.#trunk.root().equals(tree.root))
        this.#ofTree(
          sequence,
          sequence,
          'trees',
          `the root that trees has of ${sequence} events is not theirs`,
        );
    }
  }

  /** At the end nothing is left to decide: what the tiles say stands. */
  settle(): void {
    for (const finding of this.#pending) this.findings.add(finding);
    this.#pending = [];
    this.#branch = null;
  }

  #append(sequence: number, leaves: Leaves, tiles: PageFacts['tiles']): void {
    const tile = leaves.tile(sequence);
    const own = leaves.own(sequence);
    if (!tile) this.findings.ofEvent('tree', sequence, 'tree_tiles', 'the tree has no leaf in its place');
    const trunk = Buffer.from(tile ?? own ?? Buffer.alloc(HASH_BYTES));
    const branch = own && !own.equals(trunk) ? Buffer.from(own) : trunk;
    if (branch !== trunk) this.#branch ??= this.#trunk.copy();
    this.#branch?.append(branch);
    this.#trunk.append(trunk, (level, index, hash) => this.#above(level, index, hash, tiles));
  }

  /** A hash of a tile above the lowest follows from the tile below it. */
  #above(level: number, index: number, hash: Buffer, tiles: PageFacts['tiles']): void {
    const at = (index % TILE_WIDTH) * HASH_BYTES;
    const stored = tiles.get(`${level}/${Math.floor(index / TILE_WIDTH)}`)?.subarray(at, at + HASH_BYTES);
    const width = TILE_WIDTH ** level;
    if (!stored?.equals(hash))
      this.#ofTree(
        index * width + 1,
        (index + 1) * width,
        'tree_tiles',
        `the hash over these events on level ${level} of the tiles does not follow from those below it`,
      );
  }

  #compare(checkpoint: CheckpointFact, tree: NonNullable<LogFacts['tree']>): void {
    const { size, epoch, root } = checkpoint;
    const fault = faultOfCheckpoint(checkpoint, tree, this.keys);
    if (fault !== null) return this.#bad(size, fault);
    // An earlier epoch may be of a history that a restore has undone: what it signed is whole, and says nothing of this tree.
    if (epoch === tree.epoch) this.#hold(size, root);
  }

  #hold(size: number, root: Buffer): void {
    if (this.#broken) return;
    if (this.#trunk.root().equals(root)) this.#confirm(size);
    else if (this.#branch?.root().equals(root)) this.#tilesWereWrong(size);
    else this.#broke(size);
  }

  #bad(size: number, fault: string): void {
    this.findings.add({
      kind: 'checkpoint',
      first_sequence: size,
      last_sequence: size,
      field: 'checkpoints',
      says: `the checkpoint of ${size} events cannot be believed: ${fault}`,
    });
  }

  #confirm(size: number): void {
    this.#confirmed = size;
    this.settle();
  }

  #tilesWereWrong(size: number): void {
    for (const { first_sequence, last_sequence } of this.#pending) {
      this.cleared.push(first_sequence ?? size);
      this.#ofTree(
        first_sequence ?? size,
        last_sequence ?? size,
        'tree_tiles',
        'the tiles have another leaf than was signed; the event is what was signed',
      );
    }
    this.#pending = [];
    this.#trunk = this.#branch ?? this.#trunk;
    this.#branch = null;
    this.#confirmed = size;
  }

  #broke(size: number): void {
    const first = this.#confirmed + 1;
    this.#ofTree(
      first,
      size,
      'tree_tiles',
      `these events are not all what was signed: the tree over the first ${size} has another root than was signed; nothing behind them can be held against anything`,
    );
    this.#broken = true;
    this.settle();
  }

  #ofTree(first: number, last: number, field: string, says: string): void {
    this.findings.add({ kind: 'tree', first_sequence: first, last_sequence: last, field, says });
  }
}

const textOf = (range: CompactRange): string[] => range.nodes.map((node) => node.toString('base64'));
const rangeOf = (size: number, nodes: readonly string[]): CompactRange =>
  new CompactRange(
    size,
    nodes.map((node) => Buffer.from(node, 'base64')),
  );
