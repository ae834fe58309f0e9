import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { JOB_POOL } from '../../platform/database/database.tokens';
import type { DatabasePool } from '../../platform/database/pools';
import { SigningKeys } from './integrity.signing-keys';

/** An event that waits longer for a checkpoint wants a look (issue 6: 10 s). */
const MOST_SECONDS = 10;
/** A log sealed within this time has no event that waits longer. */
const RECENT_MS = 5_000;
const FRESH_MS = 2_000;

export interface SealingReport {
  /** `stopped`: nothing is sealed by this process; `behind`: something is not, or not in time. */
  readonly state: 'ok' | 'behind' | 'stopped';
  /** Whole sentences for whoever operates the host; they say what to do. */
  readonly reasons: string[];
  readonly oldestUnsealedSeconds: number;
  readonly logsRefused: number;
}

/** How sealing is doing. It never makes a process unready: appending does not depend on it. */
@Injectable()
export class SealingState {
  #stopped: string | null = null;
  #last: { readonly at: number; readonly report: Promise<SealingReport> } | null = null;

  constructor(
    @Inject(JOB_POOL) private readonly pool: DatabasePool,
    private readonly keys: SigningKeys,
    private readonly clock: Clock,
  ) {}

  /** What keeps this process from sealing anything; null when nothing does. */
  stopped(reason: string | null): void {
    if (reason !== this.#stopped) this.#last = null;
    this.#stopped = reason;
  }

  /** At most two seconds old. */
  report(): Promise<SealingReport> {
    const now = this.clock.now().getTime();
    if (!this.#last || Math.abs(now - this.#last.at) >= FRESH_MS)
      this.#last = { at: now, report: this.#ask(now) };
    return this.#last.report;
  }

  async #ask(now: number): Promise<SealingReport> {
    await this.keys.refresh();
    const { rows } = await this.pool.use((client) =>
      client.query<{ refused: number; refusals: string[] | null; waiting_since: Date | null }>(
        'SELECT refused, refusals, waiting_since FROM sealing_state($1)',
        [new Date(now - RECENT_MS)],
      ),
    );
    const { refused = 0, refusals = null, waiting_since: since = null } = rows[0] ?? {};
    const seconds = since === null ? 0 : Math.max(0, Math.round((now - since.getTime()) / 1_000));
    const stopped = this.keys.problem ?? this.#stopped;
    const reasons = [
      ...(stopped === null ? [] : [stopped]),
      ...(refusals ?? []).map(
        (refusal) =>
          `A log is not sealed: ${refusal}. Find out why; to go on with it as it is now: daybook log open-epoch --organization ID --reason TEXT.`,
      ),
      ...(refused > 3 ? [`${refused - 3} more logs are not sealed.`] : []),
      ...(seconds > MOST_SECONDS ? [`Sealing is ${seconds} s behind.`] : []),
    ];
    const state = stopped !== null ? 'stopped' : reasons.length > 0 ? 'behind' : 'ok';
    return { state, reasons, oldestUnsealedSeconds: seconds, logsRefused: refused };
  }
}
