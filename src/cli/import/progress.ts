const EVERY_MS = 250;
const EVERY_ROWS = 10_000;

export interface Screen {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Rows and rows a second on stderr: one moving line on a terminal, else a line each 10,000 rows. */
export class Progress {
  readonly #startedAt = performance.now();
  #shownAt = 0;
  #shownRows = 0;

  constructor(private readonly screen: Screen) {}

  get seconds(): number {
    return (performance.now() - this.#startedAt) / 1_000;
  }

  rows(count: number): void {
    const due = this.screen.isTTY
      ? performance.now() - this.#shownAt >= EVERY_MS
      : count - this.#shownRows >= EVERY_ROWS;
    if (!due) return;
    this.#shownAt = performance.now();
    this.#shownRows = count - (count % EVERY_ROWS);
    const rate = Math.round(count / Math.max(this.seconds, 0.001));
    this.#write(`${count.toLocaleString('en-US')} rows, ${rate.toLocaleString('en-US')} rows/s`, '');
  }

  waiting(reason: string, ms: number): void {
    this.#write(`${reason}; trying again in ${(ms / 1_000).toFixed(1)} s`, '\n');
  }

  done(): void {
    if (this.screen.isTTY) this.screen.write('\r\u001B[K');
  }

  #write(text: string, terminalEnd: string): void {
    this.screen.write(this.screen.isTTY ? `\r\u001B[K${text}${terminalEnd}` : `${text}\n`);
  }
}
