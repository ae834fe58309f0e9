import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './support';

/** A list sorted by address has events without one, too: so its index must hold them. */
export class WidenIndexOfAddresses1795200000135 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, 'DROP INDEX events_ip_idx', INDEX);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, 'DROP INDEX events_ip_idx', `${INDEX} WHERE ip IS NOT NULL`);
  }
}

const INDEX = 'CREATE INDEX events_ip_idx ON events (organization_id, ip, occurred_at DESC, sequence DESC)';
