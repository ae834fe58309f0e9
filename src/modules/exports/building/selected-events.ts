import { Inject, Injectable } from '@nestjs/common';
import { escapeLiteral, type PoolClient } from 'pg';
import { copyRows, type CopiedRow } from '../../../platform/database/copy-rows';
import { JOB_POOL } from '../../../platform/database/database.tokens';
import type { DatabasePool } from '../../../platform/database/pools';
import { AuditReader } from '../../audit/audit.reader';
import type { ExportRow } from '../storage/export-row';

type Selected = Pick<ExportRow, 'organization_id' | 'query' | 'last_sequence'>;

/** The events of an export in the order of their sequence, by pages: no transaction is long enough to hold up a purge. */
@Injectable()
export class SelectedEvents {
  constructor(
    @Inject(JOB_POOL) private readonly pool: DatabasePool,
    private readonly reader: AuditReader,
  ) {}

  count(selected: Selected): Promise<number> {
    return this.#inSnapshot(selected, async (client, where) => {
      const { rows } = await client.query<{ count: string }>(`SELECT count(*) FROM events WHERE ${where}`);
      return Number(rows[0]?.count);
    });
  }

  /** Hands over at most `limit` rows behind the sequence `after`, with these columns as text; resolves with how many there were. */
  page(
    selected: Selected,
    after: number,
    limit: number,
    columns: string,
    take: (rows: CopiedRow[]) => Promise<void>,
  ): Promise<number> {
    return this.#inSnapshot(selected, async (client, where) => {
      let count = 0;
      const select = `SELECT ${columns} FROM events WHERE ${where} AND sequence > ${after} ORDER BY events.sequence LIMIT ${limit}`;
      for await (const rows of copyRows(client, select)) {
        count += rows.length;
        await take(rows);
      }
      return count;
    });
  }

  #inSnapshot<T>(selected: Selected, work: (client: PoolClient, where: string) => Promise<T>): Promise<T> {
    const { organization_id, query, last_sequence } = selected;
    return this.pool.snapshot(organization_id, async (client) => {
      const { sql, values } = await this.reader.selection(client, organization_id, query);
      return work(client, `${withLiterals(sql, values)} AND sequence <= ${BigInt(last_sequence)}`);
    });
  }
}

/** COPY takes no bind parameters: each placeholder becomes a literal, escaped by `pg`, in one pass over our own SQL. */
export function withLiterals(sql: string, values: readonly unknown[]): string {
  return sql.replace(/\$(\d+)/g, (_, index: string) =>
    literal(values[Number(index) - 1] as SqlValue | SqlValue[]),
  );
}

type SqlValue = string | number | boolean | Date | null | undefined;

function literal(value: SqlValue | SqlValue[]): string {
  if (value === null || value === undefined) return 'NULL';
  if (Array.isArray(value)) return escapeLiteral(`{${value.map(element).join(',')}}`);
  return escapeLiteral(textOf(value));
}

const element = (value: SqlValue): string =>
  value === null || value === undefined ? 'NULL' : `"${textOf(value).replace(/[\\"]/g, '\\$&')}"`;

const textOf = (value: string | number | boolean | Date): string =>
  value instanceof Date ? value.toISOString() : String(value);
