import { Inject, Injectable } from '@nestjs/common';
import { currentRequest } from '../../../platform/context/request-context';
import { hashToken } from '../../../platform/crypto/tokens';
import { READ_POOL } from '../../../platform/database/database.tokens';
import type { DatabasePool } from '../../../platform/database/pools';
import { DaybookError } from '../../../platform/errors/daybook-error';
import { networkOf } from '../../../platform/http/client-address';
import { parseTilePath } from '../notes/tile-path';
import { queryOf } from '../proofs/query-of';
import { latestCheckpoint, type StoredCheckpoint } from '../storage/checkpoint-store';
import { readTiles } from '../storage/tile-store';
import { widthOf } from '../tree/geometry';
import { tileKey } from '../tree/tiles';
import { QuietReads } from './quiet-reads';

const TOKEN = /^[\w-]{43}$/;

/** What a log shows under its public address: the newest checkpoint, and the tiles of its tree, no wider than that has them. */
@Injectable()
export class OpenLogs {
  constructor(
    @Inject(READ_POOL) private readonly pool: DatabasePool,
    private readonly quiet: QuietReads,
  ) {}

  /** @throws DaybookError `route.not_found`, as for an address that never was. */
  checkpoint(capability: string): Promise<StoredCheckpoint> {
    return this.#open(capability, (_query, _organizationId, newest) => Promise.resolve(newest));
  }

  /** The hashes of a tile, by its path of C2SP tlog-tiles. @throws DaybookError `route.not_found`, also beyond the signed size. */
  tile(capability: string, path: string): Promise<Buffer> {
    return this.#open(capability, async (query, organizationId, newest) => {
      const tile = parseTilePath(path);
      if (!tile || tile.width > widthOf(tile.level, tile.index, newest.size)) throw nothingHere();
      const hashes = (await readTiles(query, organizationId, [tile])).get(tileKey(tile));
      if (!hashes) throw new Error(`tile ${path} is signed and not there`);
      return Buffer.from(hashes);
    });
  }

  async #open<T>(
    capability: string,
    read: (query: ReturnType<typeof queryOf>, organizationId: string, newest: StoredCheckpoint) => Promise<T>,
  ): Promise<T> {
    const organizationId = TOKEN.test(capability) ? await this.#logOf(capability) : null;
    if (organizationId === null) throw nothingHere();
    this.#record(organizationId);
    return this.pool.snapshot(organizationId, async (client) => {
      const newest = await latestCheckpoint(queryOf(client), organizationId);
      if (!newest) throw nothingHere();
      return read(queryOf(client), organizationId, newest);
    });
  }

  #logOf(capability: string): Promise<string | null> {
    return this.pool.use(async (client) => {
      const { rows } = await client.query<{ id: string | null }>('SELECT log_by_capability($1) AS id', [
        hashToken(capability),
      ]);
      return rows[0]?.id ?? null;
    });
  }

  /** In the log concerned, by nobody of it. */
  #record(organizationId: string): void {
    const record = currentRequest();
    if (!record) return;
    record.organizationIds = [organizationId];
    const earlier = this.quiet.note(organizationId, networkOf(record.client.ip));
    if (earlier === null) record.claim();
    else record.describe({ resource: { type: 'log', id: organizationId }, details: { earlier } });
  }
}

const nothingHere = (): DaybookError =>
  new DaybookError(
    'not_found',
    'route.not_found',
    'There is nothing at this address. /docs lists the routes.',
  );
