import { Injectable } from '@nestjs/common';
import type { CopiedRow } from '../../../platform/database/copy-rows';
import type { EnclosedCheckpoint } from '../../integrity/integrity.enclosed';
import { Gaps } from '../../integrity/integrity.gaps';
import type { ExportRow } from '../storage/export-row';
import { EVIDENCE_COLUMNS } from './evidence-columns';
import { SelectedEvents } from './selected-events';

export const EVIDENCE = 'evidence.ndjson';

const PAGE = 10_000;

/** Leaves, from 0: `start` inclusive, `end` exclusive. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * `evidence.ndjson` of an export: of each of its events the salts, and of all leaves between them the subtrees that they are in. With the file of
 * events it gives the root of the checkpoint (ADR 28). Read anew from the log: what was erased since the events were written has a
 * digest and no salt; what was purged since is a leaf that is not in the export. Memory does not grow with the events.
 */
@Injectable()
export class Evidence {
  constructor(
    private readonly events: SelectedEvents,
    private readonly gaps: Gaps,
  ) {}

  /** Texts of many lines each. `done`: is told how many events have been gone through. */
  async *of(
    row: ExportRow,
    { size }: EnclosedCheckpoint,
    stop: AbortSignal,
    done: (rows: number) => Promise<void>,
  ): AsyncGenerator<string> {
    let [at, rows] = [0, 0];
    let reading = this.#read(row, at);
    try {
      for (let page: readonly Line[] = await reading; page.length > 0; page = await reading) {
        stop.throwIfAborted();
        const [from, last] = [at, page.at(-1)?.sequence ?? at];
        reading = page.length < PAGE ? Promise.resolve([]) : this.#read(row, last);
        yield await this.#lines(row.organization_id, from, page, size);
        at = last;
        rows += page.length;
        await done(rows);
      }
    } finally {
      await reading.catch(() => undefined);
    }
    yield await this.#behind(row.organization_id, { start: at, end: size }, size);
  }

  /** One page behind a sequence. The next one is read while one is written: database and process wait for each other no more than they must. */
  #read(row: ExportRow, after: number): Promise<readonly Line[]> {
    const page: Line[] = [];
    const take = (batch: readonly CopiedRow[]): Promise<void> => {
      for (const [sequence, text] of batch) page.push({ sequence: Number(sequence), text: text ?? '' });
      return Promise.resolve();
    };
    const reading = this.events.page(row, after, PAGE, EVIDENCE_COLUMNS, take).then(() => page);
    // Whoever awaits it hears of it; until then it is not unhandled.
    reading.catch(() => undefined);
    return reading;
  }

  /** Events in their order, each behind what lies before it. */
  async #lines(organizationId: string, from: number, page: readonly Line[], size: number): Promise<string> {
    const spans = page.map(({ sequence }, n) => ({
      start: page[n - 1]?.sequence ?? from,
      end: sequence - 1,
    }));
    const open = spans.filter(({ start, end }) => start < end);
    const subtrees = await this.#subtrees(organizationId, open, size);
    let text = '';
    for (const [n, line] of page.entries()) {
      const span = spans[n];
      if (span !== undefined && span.start < span.end) text += subtrees.shift() ?? '';
      text += `${line.text}\n`;
    }
    return text;
  }

  async #behind(organizationId: string, rest: Span, size: number): Promise<string> {
    return rest.start < rest.end ? (await this.#subtrees(organizationId, [rest], size)).join('') : '';
  }

  /** The lines of each span. */
  async #subtrees(organizationId: string, spans: readonly Span[], size: number): Promise<string[]> {
    const found = await this.gaps.of(organizationId, spans, size);
    return found.map((subtrees) =>
      subtrees.map(({ level, hash }) => `["n",${level},"${hash.toString('base64')}"]\n`).join(''),
    );
  }
}

interface Line {
  readonly sequence: number;
  readonly text: string;
}
