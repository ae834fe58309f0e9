import { Inject, Injectable } from '@nestjs/common';
import { escapeIdentifier, type PoolClient } from 'pg';
import { JOB_POOL } from '../../platform/database/database.tokens';
import type { DatabasePool } from '../../platform/database/pools';
import { ExportSupplements, type SupplementFile } from '../exports/exports.supplements';
import { BUNDLE_TABLES } from './bundle/bundle-tables';

const PAGE = 2_000;

/** The organization itself, and its people as the platform knows them: what else in the bundle names them by their ids. */
const ALONGSIDE = {
  'tables/organization.ndjson': 'SELECT to_jsonb(t) AS row FROM organizations t WHERE id = $1',
  'tables/accounts.ndjson': `SELECT jsonb_build_object('id', a.id, 'name', a.name, 'email', a.email) AS row
    FROM members m JOIN accounts a ON a.id = m.account_id WHERE m.organization_id = $1 ORDER BY a.id`,
};

/** Everything of an organization but its events, as of one moment; read in pages, so that memory stays flat. */
@Injectable()
export class BundleFiles extends ExportSupplements {
  constructor(@Inject(JOB_POOL) private readonly pool: DatabasePool) {
    super();
  }

  /** Hands each file to `write`, which reads its lines to the end before the next one comes. */
  async each(organizationId: string, write: (file: SupplementFile) => Promise<void>): Promise<void> {
    await this.pool.snapshot(organizationId, async (client) => {
      for (const [name, sql] of Object.entries(ALONGSIDE))
        await write({ name, lines: linesOf(client, sql, [organizationId]) });
      for (const [table, what] of Object.entries(BUNDLE_TABLES)) {
        if ('leftOut' in what) continue;
        const sql = `SELECT to_jsonb(t) - $2::text[] AS row FROM ${escapeIdentifier(table)} t WHERE organization_id = $1`;
        await write({
          name: `tables/${table}.ndjson`,
          lines: linesOf(client, sql, [organizationId, [...what.but, 'organization_id']]),
        });
      }
    });
  }
}

/** By a cursor of the transaction. */
async function* linesOf(client: PoolClient, sql: string, values: unknown[]): AsyncGenerator<string> {
  await client.query(`DECLARE bundle NO SCROLL CURSOR FOR ${sql}`, values);
  try {
    for (let count = PAGE; count === PAGE;) {
      const { rows } = await client.query<{ row: object }>(`FETCH ${PAGE} FROM bundle`);
      count = rows.length;
      for (const { row } of rows) yield `${JSON.stringify(row)}\n`;
    }
  } finally {
    await client.query('CLOSE bundle');
  }
}
