import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { JOB_POOL } from '../../platform/database/database.tokens';
import type { DatabasePool } from '../../platform/database/pools';
import { Log } from '../../platform/log/log';
import { ChangeApplication } from './changes/change-application';

/** Makes the changes of policies whose day has come. Any number of processes may run it at any time. */
@Injectable()
export class PolicyChanges {
  constructor(
    @Inject(JOB_POOL) private readonly pool: DatabasePool,
    private readonly application: ChangeApplication,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Returns how many it made. One that fails keeps no other waiting, and is tried again. */
  async run({ signal }: { signal?: AbortSignal } = {}): Promise<number> {
    let made = 0;
    for (const { organization_id, id } of await this.#due()) {
      if (signal?.aborted) break;
      try {
        if ((await this.application.run(organization_id, id)) === 'made') made += 1;
      } catch (error) {
        this.log.error(
          { error, organizationId: organization_id },
          'a change of a retention policy could not be made',
        );
      }
    }
    return made;
  }

  async #due(): Promise<{ organization_id: string; id: string }[]> {
    return this.pool.use(async (client) => {
      const { rows } = await client.query('SELECT organization_id, id FROM due_policy_changes($1)', [
        this.clock.now(),
      ]);
      return rows as { organization_id: string; id: string }[];
    });
  }
}
