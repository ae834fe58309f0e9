import { Inject, Injectable } from '@nestjs/common';
import { JOB_POOL } from '../../platform/database/database.tokens';
import type { DatabasePool } from '../../platform/database/pools';
import {
  readParquet,
  type ByteSource,
  type ParquetContents,
} from '../../platform/files/parquet/parquet-reader';
import type { AuditEvent } from '../audit/audit.contract';
import type { EventQuery } from '../audit/audit.event-query';
import { AuditReader } from '../audit/audit.reader';
import { ARCHIVE_KEY, type ArchiveFacts } from './archive/archive-file';
import { createTables, deriveRest, loadEvents } from './archive/archive-tables';

/** A search that is over must leave nothing behind, not even by a commit. */
class Done extends Error {}

/**
 * Searches archives by the search of the log itself: their rows go into temporary tables that have the log's names, for one
 * transaction that is rolled back. So a query means the same, and a copy of a file, on any host with a Daybook, is enough.
 */
@Injectable()
export class ArchiveSearch {
  constructor(
    @Inject(JOB_POOL) private readonly pool: DatabasePool,
    private readonly reader: AuditReader,
  ) {}

  /** At most `limit + 1` events, the newest first: the extra one says that there are more. @throws Error for what is no archive. */
  async search(sources: readonly ByteSource[], query: EventQuery, limit: number): Promise<AuditEvent[]> {
    const archives = await Promise.all(sources.map(archiveOf));
    const organizations = new Set(archives.map((archive) => factsOf(archive).organization_id));
    const [organizationId, another] = organizations;
    if (organizationId === undefined || another !== undefined)
      throw new Error('Give the archives of one organization at a time.');
    let found: AuditEvent[] = [];
    await this.pool
      .inOrganization(organizationId, async (client) => {
        await createTables(client);
        for (const { rowGroups } of archives)
          for await (const records of rowGroups) await loadEvents(client, records);
        await deriveRest(client);
        const request = { after: null, ascending: false, limit };
        found = await this.reader.pageIn(client, organizationId, query, request);
        throw new Done();
      })
      .catch((error: unknown) => {
        if (!(error instanceof Done)) throw error;
      });
    return found;
  }
}

const archiveOf = (source: ByteSource): Promise<ParquetContents> =>
  readParquet(source).catch((cause: unknown) => {
    throw new Error('This file is no archive of Daybook: it is no Parquet file, or not all of one.', {
      cause,
    });
  });

function factsOf({ facts }: ParquetContents): ArchiveFacts {
  const text = facts.get(ARCHIVE_KEY);
  if (text === undefined) throw new Error('This Parquet file is no archive of Daybook: perhaps an export?');
  const parsed = JSON.parse(text) as ArchiveFacts;
  if (parsed.version !== 1) throw new Error('This archive was written by a later Daybook.');
  return parsed;
}
