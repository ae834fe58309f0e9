import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { databaseFault } from '../../platform/database/database-fault';
import { WRITE_POOL } from '../../platform/database/database.tokens';
import type { DatabasePool } from '../../platform/database/pools';
import { ShortMemory } from '../../platform/database/short-memory';
import { WorkingTime, type IsOffHours } from '../audit/audit.working-time';
import { offHours, type Timetable } from './settings/off-hours';

/** After a change, other processes may go by the old hours for so long. */
const HOURS_CACHED_MS = 5_000;

/** Fulfils the log's port: when each organization works, remembered for a few seconds, since every append asks. */
@Injectable()
export class OrganizationWorkingTime extends WorkingTime {
  readonly #hours: ShortMemory<IsOffHours | null>;

  constructor(
    @Inject(WRITE_POOL) private readonly pool: DatabasePool,
    clock: Clock,
  ) {
    super();
    this.#hours = new ShortMemory((organizationId) => this.#load(organizationId), clock, HOURS_CACHED_MS);
  }

  /** @throws DaybookError `database.unavailable` */
  of(organizationId: string): Promise<IsOffHours | null> {
    return this.#hours.of(organizationId);
  }

  /** This process changed the settings: the next append asks the database. */
  forget(organizationId: string): void {
    this.#hours.forget(organizationId);
  }

  async #load(organizationId: string): Promise<IsOffHours | null> {
    try {
      const { rows } = await this.pool.inOrganization(organizationId, (client) =>
        client.query<Timetable>(
          'SELECT time_zone AS "timeZone", working_hours AS "workingHours", holidays FROM organizations WHERE id = $1',
          [organizationId],
        ),
      );
      return rows[0] ? offHours(rows[0]) : null;
    } catch (error) {
      throw databaseFault(error);
    }
  }
}
