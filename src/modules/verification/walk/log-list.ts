import { Inject, Injectable } from '@nestjs/common';
import { JOB_POOL } from '../../../platform/database/database.tokens';
import type { DatabasePool } from '../../../platform/database/pools';
import { PLATFORM_LOG_ID } from '../../../platform/database/tenant';
import { RememberedSeals } from '../../integrity/integrity.remembered-seals';

const ALL = `SELECT organization_id FROM logs_to_walk('infinity', 10000000) ORDER BY organization_id`;

/** Organizations that were deleted: that stands in the platform's log. */
const LEFT = `SELECT e.resource_id AS id FROM events e
  WHERE e.organization_id = $1 AND e.action IN ('organization_deletion.started', 'organization.deleted') AND e.reported_by IS NULL AND e.resource_id = ANY ($2::text[])`;

export interface Logs {
  readonly there: readonly string[];
  /** Signed by this host once, and neither in the database nor deleted by anybody who stood to it. */
  readonly vanished: readonly string[];
}

/** Which logs there are, and which there were (F23). */
@Injectable()
export class LogList {
  constructor(
    @Inject(JOB_POOL) private readonly pool: DatabasePool,
    private readonly seals: RememberedSeals,
  ) {}

  async read(): Promise<Logs> {
    const { rows } = await this.pool.use((client) => client.query<{ organization_id: string }>(ALL));
    const there = new Set(rows.map((row) => row.organization_id));
    const gone = [...((await this.seals.all())?.keys() ?? [])].filter((id) => !there.has(id));
    const left = new Set(gone.length === 0 ? [] : await this.#left(gone));
    return { there: [...there], vanished: gone.filter((id) => !left.has(id)) };
  }

  async #left(ids: readonly string[]): Promise<string[]> {
    const { rows } = await this.pool.inOrganization(PLATFORM_LOG_ID, (client) =>
      client.query<{ id: string }>(LEFT, [PLATFORM_LOG_ID, ids]),
    );
    return rows.map(({ id }) => id);
  }
}
