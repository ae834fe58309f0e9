import type { IngestItem } from '../../modules/audit/audit.contract';
import type { Outgoing } from './outgoing';

const MOST_LISTED = 20;
const number = (value: number): string => value.toLocaleString('en-US');

/** What became of the records: counts, and the first reasons. */
export class Tally {
  readonly counts = { read: 0, stored: 0, duplicate: 0, conflict: 0, rejected: 0 };
  readonly outcomes: Record<string, number> = {};
  readonly reasons: string[] = [];
  unreadable = 0;

  /** A record that was never sent. */
  refuse(where: string, reason: string): void {
    this.counts.rejected += 1;
    this.#list(`${where} ${reason}`);
  }

  /** A file that could not be read, or not to its end. */
  giveUp(path: string, reason: string): void {
    this.unreadable += 1;
    this.#list(`${path} ${reason}`);
  }

  answer(batch: readonly Outgoing[], items: readonly IngestItem[]): void {
    batch.forEach(({ where, outcome }, index) => {
      const { status, errors = [] } = items[index] ?? { status: 'rejected', errors: [UNANSWERED] };
      this.counts[status] += 1;
      if (status === 'stored' || status === 'duplicate')
        this.outcomes[outcome] = (this.outcomes[outcome] ?? 0) + 1;
      else this.#list(`${where} ${status}: ${errors.map(reasonOf).join('; ')}`);
    });
  }

  /** Nothing was lost on the way: everything that was read is in the log. */
  get complete(): boolean {
    return this.counts.rejected === 0 && this.counts.conflict === 0 && this.unreadable === 0;
  }

  text(seconds: number): string {
    const { read, stored, duplicate, conflict, rejected } = this.counts;
    const outcomes = Object.entries(this.outcomes).map(([name, count]) => `${name} ${number(count)}`);
    const failed = conflict + rejected + this.unreadable;
    return [
      `Read ${number(read)} records in ${seconds.toFixed(1)} s (${number(Math.round(read / Math.max(seconds, 0.001)))}/s).`,
      `stored ${number(stored)}, duplicates ${number(duplicate)}, conflicts ${number(conflict)}, rejected ${number(rejected)}`,
      ...(outcomes.length > 0 ? [`outcomes: ${outcomes.sort().join(', ')}`] : []),
      ...this.reasons.map((reason) => `  ${reason}`),
      ...(failed > this.reasons.length ? [`  and ${number(failed - this.reasons.length)} more`] : []),
      '',
    ].join('\n');
  }

  #list(reason: string): void {
    if (this.reasons.length < MOST_LISTED) this.reasons.push(reason);
  }
}

const UNANSWERED = { pointer: '', detail: 'was not answered by the server' };
const reasonOf = ({ pointer, detail }: { pointer: string; detail: string }): string =>
  `${pointer.replace(/^\/\d+/, '')} ${detail}`.trim();
