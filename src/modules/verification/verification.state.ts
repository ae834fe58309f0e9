import { Injectable } from '@nestjs/common';
import { Clock, DAY_MS, MINUTE_MS } from '../../platform/clock/clock';
import { VerificationStore } from './storage/verification-store';
import { LogList } from './walk/log-list';

const FRESH_MS = 2_000;
/** Which logs there are is asked more seldom: it takes reading all that this host ever signed. */
const FRESH_LIST_MS = MINUTE_MS;
const MOST_NAMED = 3;
/** A log is due after a day; a day more, and something is wrong with the work itself. */
const LATE_MS = 2 * DAY_MS;

export interface VerificationReport {
  /** In all logs together. */
  readonly findings: number;
  readonly logsWithFindings: number;
  /** Logs that were signed here and are not in the database any more, though nobody deleted them. */
  readonly logsVanished: number;
  /** Since the log that has waited longest was verified wholly; null before there is any. */
  readonly oldestWholeSeconds: number | null;
  /** Whole sentences for whoever operates the host. */
  readonly warnings: readonly string[];
}

/** How the logs of the installation are, for readiness and metrics. What was found keeps nobody from working. */
@Injectable()
export class VerificationState {
  #last: { readonly at: number; readonly report: Promise<VerificationReport> } | null = null;

  #vanished: { readonly at: number; readonly ids: readonly string[] } = { at: -Infinity, ids: [] };

  constructor(
    private readonly store: VerificationStore,
    private readonly list: LogList,
    private readonly clock: Clock,
  ) {}

  /** At most two seconds old. */
  report(): Promise<VerificationReport> {
    const now = this.clock.now().getTime();
    if (!this.#last || Math.abs(now - this.#last.at) >= FRESH_MS)
      this.#last = { at: now, report: this.#ask(now) };
    return this.#last.report;
  }

  async #ask(now: number): Promise<VerificationReport> {
    const { logs, findings, oldest_whole_at: oldest } = await this.store.state();
    const age = oldest === null ? null : Math.max(0, now - oldest.getTime());
    if (Math.abs(now - this.#vanished.at) >= FRESH_LIST_MS)
      this.#vanished = { at: now, ids: (await this.list.read()).vanished };
    return {
      findings,
      logsWithFindings: logs,
      logsVanished: this.#vanished.ids.length,
      oldestWholeSeconds: age === null ? null : Math.round(age / 1_000),
      warnings: warningsOf({ logs, findings, age, vanished: this.#vanished.ids }),
    };
  }
}

interface Seen {
  readonly logs: number;
  readonly findings: number;
  readonly age: number | null;
  readonly vanished: readonly string[];
}

function warningsOf({ logs, findings, age, vanished }: Seen): string[] {
  const warnings: string[] = [];
  if (findings > 0)
    warnings.push(
      `${findings} things were found in ${logs} logs that are not as they were recorded: run daybook log verify`,
    );
  if (vanished.length > 0)
    warnings.push(
      `${vanished.length} logs that were signed here are gone from the database, and nobody deleted them: ${named(vanished)}`,
    );
  if (age !== null && age > LATE_MS)
    warnings.push('a log has not been verified wholly for two days: is a worker running?');
  return warnings;
}

const named = (ids: readonly string[]): string =>
  ids.slice(0, MOST_NAMED).join(', ') + (ids.length > MOST_NAMED ? ' …' : '');
