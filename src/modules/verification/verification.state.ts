import { Injectable } from '@nestjs/common';
import { Clock, DAY_MS } from '../../platform/clock/clock';
import { VerificationStore } from './storage/verification-store';

const FRESH_MS = 2_000;
/** A log is due after a day; a day more, and something is wrong with the work itself. */
const LATE_MS = 2 * DAY_MS;

export interface VerificationReport {
  /** In all logs together. */
  readonly findings: number;
  readonly logsWithFindings: number;
  /** Since the log that has waited longest was verified wholly; null before there is any. */
  readonly oldestWholeSeconds: number | null;
  /** Whole sentences for whoever operates the host. */
  readonly warnings: readonly string[];
}

/** How the logs of the installation are, for readiness and metrics. What was found keeps nobody from working. */
@Injectable()
export class VerificationState {
  #last: { readonly at: number; readonly report: Promise<VerificationReport> } | null = null;

  constructor(
    private readonly store: VerificationStore,
    private readonly clock: Clock,
  ) {}

  /** At most two seconds old. */
  report(): Promise<VerificationReport> {
    const now = this.clock.now().getTime();
    if (!this.#last || Math.abs(now - this.#last.at) >= FRESH_MS) this.#last = { at: now, report: this.#ask(now) };
    return this.#last.report;
  }

  async #ask(now: number): Promise<VerificationReport> {
    const { logs, findings, oldest_whole_at: oldest } = await this.store.state();
    const age = oldest === null ? null : Math.max(0, now - oldest.getTime());
    return {
      findings,
      logsWithFindings: logs,
      oldestWholeSeconds: age === null ? null : Math.round(age / 1_000),
      warnings: [
        ...(findings > 0
          ? [`${findings} things were found in ${logs} logs that are not as they were recorded: run daybook log verify`]
          : []),
        ...(age !== null && age > LATE_MS ? ['a log has not been verified wholly for two days: is a worker running?'] : []),
      ],
    };
  }
}
