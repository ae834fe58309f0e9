import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock';
import { currentRequest } from '../../../platform/context/request-context';
import { canonicalJson } from './canonical-json';

/** How long one entry stands for what the same view reads again. */
const STANDS_MS = 15 * 60_000;
const MOST = 20_000;

/**
 * Reading the log is recorded once per view and query (S3-13, ADR 34). A view is what a browser's tab calls itself; only a
 * person's session has any. The memory is this process's alone: forgotten, it costs one more entry, and never hides one.
 */
@Injectable()
export class ViewSessions {
  /** Until when, in the order in which they were recorded. */
  readonly #recorded = new Map<string, number>();

  constructor(private readonly clock: Clock) {}

  /**
   * Called when the read has succeeded. `own` says what was read; it leaves no entry of its own if one for it, or for what it
   * belongs to, is durable already. Else its entry stands for the same read from now on.
   */
  read(own: readonly unknown[], partOf?: readonly unknown[]): void {
    const record = currentRequest();
    const sessionId = record?.principal?.sessionId;
    if (!record?.view || !sessionId) return;
    const [key, whole] = [own, partOf ?? own].map((what) =>
      digest([record.principal?.organizationId, sessionId, record.view, what]),
    ) as [string, string];
    if (this.#stands(key) || this.#stands(whole)) record.claim();
    else record.whenRecorded = () => this.#remember(key);
  }

  #stands(key: string): boolean {
    return (this.#recorded.get(key) ?? 0) > this.clock.now().getTime();
  }

  #remember(key: string): void {
    const now = this.clock.now().getTime();
    this.#recorded.delete(key);
    this.#recorded.set(key, now + STANDS_MS);
    for (const [oldest, until] of this.#recorded) {
      if (until > now && this.#recorded.size <= MOST) return;
      this.#recorded.delete(oldest);
    }
  }
}

const digest = (value: unknown): string => createHash('sha256').update(canonicalJson(value)).digest('base64');
