import { Inject, Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { Clock } from '../../../platform/clock/clock';
import { Signing } from '../../../platform/crypto/signing';
import { JOB_POOL } from '../../../platform/database/database.tokens';
import type { DatabasePool } from '../../../platform/database/pools';
import { RememberedSeals, type Remembered } from '../../integrity/integrity.remembered-seals';
import { SigningKeys } from '../../integrity/integrity.signing-keys';
import { KnownKeys } from '../facts/known-keys';
import { readLog, TILE_WIDTH, type LogFacts } from '../facts/page-facts';
import { Testimonies } from '../facts/testimony';
import { peakHashes, tilesOfPeaks } from '../tree/chain';
import type { VerificationResult } from '../verification.contract';
import { lookBehind, lookIntoMemory } from './ending';
import { Findings } from './findings';
import { walkPage } from './page-walk';
import { TreeWalk } from './tree-walk';
import { beginning, type WalkState } from './walk-state';

export interface WalkOptions {
  /** Events a page: one transaction, some megabytes. Whole tiles. */
  readonly page: number;
  /** The first sequence to look at; rounded down to where a tile begins. */
  readonly from: number;
  /** Only so many of the newest events; null: all. */
  readonly newest: number | null;
  /** What an earlier walk left unfinished. */
  readonly resume: WalkState | null;
  /** Whether what concerns the log as a whole is asked as well. */
  readonly whole: boolean;
  readonly signal: AbortSignal | null;
  /** After each page, and awaited: progress is kept, pauses are made. `last`: how far the log goes. */
  readonly onPage: (state: WalkState, last: number) => void | Promise<void>;
}

export const WALK_DEFAULTS: WalkOptions = {
  page: 40 * TILE_WIDTH,
  from: 1,
  newest: null,
  resume: null,
  whole: true,
  signal: null,
  onPage: () => undefined,
};

const TILES = `SELECT t.level || '/' || t.index AS key, t.hashes FROM unnest($2::int[], $3::bigint[]) AS w (level, index)
  JOIN tree_tiles t ON t.organization_id = $1 AND t.level = w.level AND t.index = w.index`;

/**
 * Walks a log from one event to the next and holds everything that is said of them against everything that was signed (ADR 27). Page by page,
 * each in one snapshot, in memory that does not grow with the log. It reads and never writes.
 */
@Injectable()
export class LogWalk {
  constructor(
    @Inject(JOB_POOL) private readonly pool: DatabasePool,
    private readonly signing: Signing,
    private readonly signingKeys: SigningKeys,
    private readonly clock: Clock,
    private readonly seals: RememberedSeals,
  ) {}

  /** Null when it was stopped before the end: what `onPage` was given last goes on from there. */
  async run(organizationId: string, given: Partial<WalkOptions> = {}): Promise<VerificationResult | null> {
    const options = { ...WALK_DEFAULTS, ...given };
    const keys = await this.#keys();
    const testimonies = new Testimonies(organizationId);
    // Before anything is read of the log: what it has is then at least what is remembered.
    const remembered = await this.#remembered(organizationId);
    let state =
      options.resume ??
      (await this.#snapshot(organizationId, (client) => begin(client, organizationId, options)));
    for (let last = state.next; state.next <= last;) {
      if (options.signal?.aborted) return null;
      const context = { keys, testimonies, remembered, now: this.clock.now() };
      [state, last] = await this.#snapshot(organizationId, async (client) => {
        const log = await readLog(client, organizationId);
        const end = Math.min(state.next + options.page - 1, log.lastSequence);
        if (end < state.next) return [state, log.lastSequence] as const;
        const span = { organizationId, first: state.next, last: end };
        return [await walkPage(client, span, log, state, context), log.lastSequence] as const;
      });
      await options.onPage(state, last);
    }
    const latest = await this.#remembered(organizationId);
    return this.#snapshot(organizationId, async (client) =>
      end(client, organizationId, state, keys, options.whole, latest),
    );
  }

  async #remembered(organizationId: string): Promise<Remembered | undefined> {
    return (await this.seals.all())?.get(organizationId);
  }

  /** Every generation there is, as it follows from the secret. */
  async #keys(): Promise<KnownKeys> {
    await this.signingKeys.refresh();
    return new KnownKeys(this.signing.generations.map(({ key }) => key.publicKey));
  }

  /** Under a lock that makes the dropping of a partition wait, taken before the snapshot: so that no event goes between both. */
  #snapshot<T>(organizationId: string, work: (client: PoolClient) => Promise<T>): Promise<T> {
    return this.pool.snapshot(organizationId, async (client) => {
      await client.query('LOCK TABLE ONLY events IN ACCESS SHARE MODE');
      return work(client);
    });
  }
}

/** Further on than the first event it takes the tree before it from the tiles; the next checkpoint shows whether they are right. */
async function begin(
  client: PoolClient,
  organizationId: string,
  options: Pick<WalkOptions, 'from' | 'newest'>,
): Promise<WalkState> {
  const log: LogFacts = await readLog(client, organizationId);
  const from = options.newest === null ? options.from : Math.max(1, log.lastSequence - options.newest + 1);
  const size = Math.floor(Math.min(from - 1, log.tree?.size ?? 0) / TILE_WIDTH) * TILE_WIDTH;
  const wanted = tilesOfPeaks(size);
  const { rows } = await client.query<{ key: string; hashes: Buffer }>(TILES, [
    organizationId,
    wanted.map(({ level }) => level),
    wanted.map(({ index }) => index),
  ]);
  const trunk = peakHashes(size, new Map(rows.map(({ key, hashes }) => [key, hashes])));
  return trunk
    ? beginning(
        size + 1,
        trunk.map((hash) => hash.toString('base64')),
      )
    : beginning(1, []);
}

async function end(
  client: PoolClient,
  organizationId: string,
  state: WalkState,
  keys: KnownKeys,
  whole: boolean,
  remembered: Remembered | undefined,
): Promise<VerificationResult> {
  const findings = new Findings({ list: state.findings, more: state.more });
  new TreeWalk(state.tree, keys, findings).settle();
  const log = await readLog(client, organizationId);
  await lookBehind(client, organizationId, log, findings, whole);
  if (remembered) lookIntoMemory(remembered, log, findings);
  return {
    from_sequence: state.from,
    through_sequence: state.next - 1,
    confirmed_size: state.tree.confirmed,
    counts: state.counts,
    taken_by: state.taken,
    findings: findings.list,
    more_findings: findings.more,
  };
}
