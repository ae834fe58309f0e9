import { createHash } from 'node:crypto';
import type { CopiedRow } from '../../../../platform/database/copy-rows';
import { COLUMN } from '../../building/exported-columns';
import type { ExportFacts, FileWriter } from '../file-writer';
import type { Counts } from './counts';
import { CoverPages } from './cover/cover-pages';
import { EventBlocks } from './events/event-block';
import { eventTexts } from './events/event-texts';
import { ZoneTime } from './events/zone-time';
import { PdfFile, type FileState } from './file/pdf-file';
import { closingObjects } from './closing-objects';
import type { Faces } from './fonts/typeface';
import { sharedForms } from './forms';
import { EventPages } from './pages/event-pages';
import { PageMaker } from './pages/page-maker';
import { Typesetter, type TypesetterState } from './text/typesetter';

/** What a PDF remembers between its parts: some 2.7 bytes a page. */
export interface PdfState {
  readonly file: FileState;
  readonly used: TypesetterState;
  readonly counts: Counts;
}

/** Pages that may be under way to other threads when rows are handed over. */
const WAITING = 8;

/** Writes events as pages for people: a cover, then a table. Every part ends with its page. */
export class PdfWriter implements FileWriter {
  readonly #typesetter: Typesetter;
  readonly #file: PdfFile;
  readonly #maker: PageMaker;
  readonly #blocks: EventBlocks;
  readonly #pages: EventPages;
  readonly #zone: ZoneTime;
  readonly #counts: Counts;

  constructor(
    private readonly facts: ExportFacts,
    faces: Faces,
    state: PdfState | null,
  ) {
    this.#typesetter = new Typesetter(faces, state?.used);
    this.#file = new PdfFile(state?.file ?? null);
    this.#maker = new PageMaker(this.#file, this.#typesetter);
    this.#blocks = new EventBlocks(this.#typesetter);
    this.#pages = new EventPages(this.#maker, this.#typesetter);
    this.#zone = new ZoneTime(facts.timeZone);
    this.#counts = { events: 0, erased: 0, first: 0, last: 0, ...state?.counts };
  }

  get state(): PdfState {
    return { file: this.#file.state, used: this.#typesetter.state, counts: { ...this.#counts } };
  }

  async begin(): Promise<readonly Uint8Array[]> {
    const head = this.#file.begin(sharedForms(this.#typesetter, this.facts));
    new CoverPages(this.#maker, this.#typesetter).write(this.facts);
    return [...head, ...(await this.#file.ready(0))];
  }

  async add(rows: readonly CopiedRow[]): Promise<readonly Uint8Array[]> {
    const chunks: Uint8Array[] = [];
    for (const row of rows) {
      const texts = eventTexts(row, this.#zone);
      this.#pages.place(this.#blocks.of(texts));
      this.#count(Number(row[COLUMN.sequence]), texts.erased);
      if (this.#file.compressing > WAITING) chunks.push(...(await this.#file.ready(WAITING)));
    }
    return chunks;
  }

  async endPart(): Promise<readonly Uint8Array[]> {
    this.#pages.endPage();
    return this.#file.ready(0);
  }

  async finish(): Promise<readonly Uint8Array[]> {
    const chunks = await this.endPart();
    const id = createHash('sha256').update(this.facts.exportId).digest('hex').slice(0, 32);
    const objects = closingObjects(this.#file, this.#typesetter, this.facts, this.#counts);
    return [...chunks, ...this.#file.end(objects, id)];
  }

  #count(sequence: number, erased: boolean): void {
    const counts = this.#counts;
    if (counts.events === 0) counts.first = sequence;
    counts.last = sequence;
    counts.events += 1;
    if (erased) counts.erased += 1;
  }
}
