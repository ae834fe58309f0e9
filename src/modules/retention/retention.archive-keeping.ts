import type { Readable } from 'node:stream';
import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { FileStore } from '../../platform/files/file-store';
import type { ByteSource } from '../../platform/files/parquet/parquet-reader';
import { UnitOfWork } from '../audit/audit.unit-of-work';
import { folderOf, toArchiveView, type ArchiveRow } from './archive/archive-row';
import { ArchiveStore } from './archive/archive-store';
import { retentionActions } from './retention.actions';
import type { ArchiveView } from './retention.contract';

/** More are not listed, read or searched at once. */
const MOST = 10_000;

/** What operators do with archives on the host. */
@Injectable()
export class ArchiveKeeping {
  constructor(
    private readonly store: ArchiveStore,
    private readonly files: FileStore,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** The latest date first. */
  async list(organizationId: string): Promise<ArchiveView[]> {
    return (await this.#rows(organizationId)).map(toArchiveView);
  }

  /** The files that there are, of one date or of all. @throws Error when one is not what was written. */
  async open(organizationId: string, date?: string): Promise<ByteSource[]> {
    const rows = (await this.#rows(organizationId)).filter(({ id }) => date === undefined || id === date);
    const sources: ByteSource[] = [];
    for (const row of rows) if (row.file !== null) sources.push(await this.#source(row, row.file));
    return sources;
  }

  /** Deletes the file, with an event in the organization's log; that it was there stays on record. @throws Error if there is none. */
  async delete(organizationId: string, date: string): Promise<ArchiveView> {
    const row = await this.store.one(organizationId, date);
    if (!row || row.file === null) throw new Error(`There is no archive of ${date} for ${organizationId}.`);
    const spec = retentionActions['archive.deleted'];
    const { events, bytes, sha256 } = toArchiveView(row);
    await this.unitOfWork.systemChange(organizationId, spec, async (manager) => {
      await manager.query(
        'UPDATE archives SET file = NULL, deleted_at = $3 WHERE organization_id = $1 AND expires_on = $2',
        [organizationId, date, this.clock.now()],
      );
      return {
        result: undefined,
        event: { resource: { type: 'archive', id: date }, details: { events, bytes, sha256 } },
      };
    });
    await this.files.clear(folderOf(organizationId, date));
    return toArchiveView(row);
  }

  #rows(organizationId: string): Promise<ArchiveRow[]> {
    return this.store.page(organizationId, { edge: null, order: 'DESC', take: MOST });
  }

  async #source({ id, sha256 }: ArchiveRow, file: string): Promise<ByteSource> {
    const hash = createHash('sha256');
    let byteLength = 0;
    for await (const chunk of await this.files.read(file)) {
      hash.update(chunk as Buffer);
      byteLength += (chunk as Buffer).length;
    }
    if (hash.digest('hex') !== sha256)
      throw new Error(`The archive of ${id} has changed since it was written.`);
    return {
      byteLength,
      slice: async (start, end = byteLength) => bytesOf(await this.files.read(file, { start, end: end - 1 })),
    };
  }
}

async function bytesOf(stream: Readable): Promise<ArrayBuffer> {
  const bytes = await buffer(stream);
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
}
