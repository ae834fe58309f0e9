import { createHash, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { copyRows, type CopiedRow } from '../../../platform/database/copy-rows';
import { JOB_POOL } from '../../../platform/database/database.tokens';
import type { DatabasePool } from '../../../platform/database/pools';
import { FileStore, type FileDraft } from '../../../platform/files/file-store';
import { ParquetFile } from '../../../platform/files/parquet/parquet-file';
import { ARCHIVE_COLUMNS, ARCHIVED, archivedValue } from './archive-columns';
import { folderOf } from './archive-row';

/** Rows of one transaction: none is long enough to hold up anybody. */
const PAGE = 10_000;

/** A file that is on disk whole. */
export interface WrittenArchive {
  readonly file: string;
  readonly events: number;
  readonly firstSequence: number;
  readonly lastSequence: number;
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
}

/** Says what a file is, in its key-value metadata: a copy of it needs nothing else to be searched. */
export const ARCHIVE_KEY = 'daybook.archive';
export interface ArchiveFacts {
  readonly version: 1;
  readonly organization_id: string;
  readonly expires_on: string;
}

/** Writes the rows of one organization and date, every column of them, to one Parquet file. */
@Injectable()
export class ArchiveFiles {
  constructor(
    @Inject(JOB_POOL) private readonly pool: DatabasePool,
    private readonly files: FileStore,
  ) {}

  /** Resolves when the file is durable and was read back. Leaves nothing behind when it fails, but for a crash. */
  async write(organizationId: string, date: string, signal: AbortSignal): Promise<WrittenArchive> {
    const file = `${folderOf(organizationId, date)}/${randomUUID()}.parquet`;
    const draft = await this.files.begin(file);
    try {
      const written = await this.#fill(draft, organizationId, date, signal);
      await draft.publish();
      if ((await this.#sha256Of(file)) !== written.sha256)
        throw new Error(`the archive ${file} does not read as it was written`);
      return { file, ...written };
    } catch (error) {
      await draft.discard().catch(() => undefined);
      throw error;
    }
  }

  /** All archives of a date but for this one, or all. */
  async clear(organizationId: string, date: string, except?: string): Promise<void> {
    await this.files.clear(folderOf(organizationId, date), except);
  }

  async #fill(
    draft: FileDraft,
    organizationId: string,
    date: string,
    signal: AbortSignal,
  ): Promise<Omit<WrittenArchive, 'file'>> {
    const parquet = await ParquetFile.open(ARCHIVE_COLUMNS);
    const hash = createHash('sha256');
    const write = async (bytes: Uint8Array | null): Promise<void> => {
      if (bytes === null) return;
      hash.update(bytes);
      await draft.write(bytes);
    };
    await write(parquet.head());
    let [events, first, last] = [0, 0, 0];
    for (let page = PAGE; page === PAGE; events += page) {
      signal.throwIfAborted();
      page = await this.#page(organizationId, date, last, async (row) => {
        last = Number(row[SEQUENCE]);
        first ||= last;
        await write(
          await parquet.add(ARCHIVE_COLUMNS.map((column, n) => archivedValue(column, row[n] ?? null))),
        );
      });
    }
    await write(await parquet.endGroup());
    const facts: ArchiveFacts = { version: 1, organization_id: organizationId, expires_on: date };
    await write(parquet.foot({ [ARCHIVE_KEY]: JSON.stringify(facts) }));
    return {
      events,
      firstSequence: first,
      lastSequence: last,
      bytes: draft.bytes,
      sha256: hash.digest('hex'),
    };
  }

  /** Rows behind a sequence, in their order; resolves with how many there were. */
  #page(
    organizationId: string,
    date: string,
    after: number,
    take: (row: CopiedRow) => Promise<void>,
  ): Promise<number> {
    return this.pool.snapshot(organizationId, async (client) => {
      let count = 0;
      const select = `SELECT ${ARCHIVED} FROM events WHERE organization_id = current_organization_id()
        AND expires_on = '${checkedDate(date)}' AND sequence > ${after} ORDER BY events.sequence LIMIT ${PAGE}`;
      for await (const rows of copyRows(client, select)) {
        for (const row of rows) await take(row);
        count += rows.length;
      }
      return count;
    });
  }

  async #sha256Of(file: string): Promise<string> {
    const hash = createHash('sha256');
    for await (const chunk of await this.files.read(file)) hash.update(chunk as Buffer);
    return hash.digest('hex');
  }
}

const SEQUENCE = ARCHIVE_COLUMNS.findIndex(({ name }) => name === 'sequence');

/** COPY takes no parameters. */
function checkedDate(date: string): string {
  if (!/^\d{4,}-\d\d-\d\d$/.test(date)) throw new Error(`"${date}" is no date`);
  return date;
}
