import { deflate } from 'node:zlib';
import { promisify } from 'node:util';
import { Lengths } from './lengths';
import { behindPages, contentObject, nodeOf, OBJECT, pageObject } from './page-numbers';
import { object, ref, stream } from './pdf-objects';
import { pageTree } from './page-tree';
import { crossReferences } from './cross-references';

export interface FileState {
  /** Written so far. */
  readonly bytes: number;
  readonly pagesAt: number;
  readonly lengths: string;
  /** Where objects written before the pages begin, by number. */
  readonly fixed: Readonly<Record<string, number>>;
}

/** A comment of bytes above 127 says that the file is binary. */
const HEADER = Buffer.from('%PDF-1.7\n%\xb5\xb6\xb7\xb8\n', 'latin1');
/** A page is small: a tenth of the usual memory for each costs little room and saves much time. */
const COMPRESSION = { level: 3, windowBits: 13, memLevel: 6 };
const compress = promisify(deflate);

/**
 * The objects of one PDF, in the order in which they are written, and where each begins. Pages are compressed by other threads;
 * the order stays.
 */
export class PdfFile {
  #bytes: number;
  #pagesAt: number;
  #pages = 0;
  readonly #lengths: Lengths;
  readonly #offsets: Map<number, number>;
  readonly #compressing: Promise<Buffer>[] = [];

  constructor(state: FileState | null) {
    this.#bytes = state?.bytes ?? 0;
    this.#pagesAt = state?.pagesAt ?? 0;
    this.#lengths = new Lengths(state?.lengths);
    this.#pages = this.#lengths.count;
    this.#offsets = new Map(
      Object.entries(state?.fixed ?? {}).map(([number, offset]) => [Number(number), offset]),
    );
  }

  /** Belongs to what has been written once no page is being compressed any more. */
  get state(): FileState {
    return {
      bytes: this.#bytes,
      pagesAt: this.#pagesAt,
      lengths: this.#lengths.state,
      fixed: Object.fromEntries(this.#offsets),
    };
  }

  get pages(): number {
    return this.#pages;
  }

  /** The header and what stands before all pages. */
  begin(objects: ReadonlyMap<number, Buffer>): Buffer[] {
    this.#bytes = HEADER.length;
    const written = [HEADER, ...this.#write(objects, this.#offsets)];
    this.#pagesAt = this.#bytes;
    return written;
  }

  addPage(content: string): void {
    this.#pages += 1;
    const compressing = compress(Buffer.from(content, 'latin1'), COMPRESSION);
    compressing.catch(() => undefined);
    this.#compressing.push(compressing);
  }

  /** Pages that other threads are at. */
  get compressing(): number {
    return this.#compressing.length;
  }

  /** The pages that are ready, in order; at most `waiting` stay behind. */
  async ready(waiting: number): Promise<Buffer[]> {
    const chunks: Buffer[] = [];
    while (this.#compressing.length > waiting) {
      const data = await this.#compressing[0];
      void this.#compressing.shift();
      if (data) chunks.push(...this.#page(data));
    }
    return chunks;
  }

  /** The number of the first object that may stand behind all pages. */
  get firstNumberBehind(): number {
    return behindPages(this.#pages);
  }

  /** `objects`: everything else, with numbers up from `firstNumberBehind`, or of their own. */
  *end(objects: ReadonlyMap<number, Buffer>, id: string): Generator<Buffer> {
    const offsets = new Map(this.#offsets);
    yield* this.#write(objects, offsets);
    const free = Math.max(this.firstNumberBehind, ...[...objects.keys()].map((number) => number + 1));
    const tree = pageTree(this.#pages, free);
    for (const [number, body] of tree) yield* this.#write(new Map([[number, object(number, body)]]), offsets);
    let offset = this.#pagesAt;
    let page = 0;
    for (const length of this.#lengths) {
      offsets.set(contentObject(page), offset);
      offset += length;
      offsets.set(pageObject(page), offset - pageDictionary(page).length);
      page += 1;
    }
    yield* crossReferences(
      offsets,
      this.#bytes,
      `/Root ${ref(OBJECT.catalog)}/Info ${ref(OBJECT.info)}/ID [<${id}> <${id}>]`,
    );
  }

  #page(data: Buffer): Buffer[] {
    const page = this.#lengths.count;
    const chunk = Buffer.concat([stream(contentObject(page), '', data), pageDictionary(page)]);
    this.#lengths.push(chunk.length);
    this.#bytes += chunk.length;
    return [chunk];
  }

  #write(objects: ReadonlyMap<number, Buffer>, offsets: Map<number, number>): Buffer[] {
    return [...objects].map(([number, bytes]) => {
      offsets.set(number, this.#bytes);
      this.#bytes += bytes.length;
      return bytes;
    });
  }
}

/** What all pages have in common, they inherit from the root of their tree. */
const pageDictionary = (page: number): Buffer =>
  object(pageObject(page), `<</Type/Page/Parent ${ref(nodeOf(page))}/Contents ${ref(contentObject(page))}>>`);
