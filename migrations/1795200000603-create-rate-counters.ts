import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './support';

/** Requests and events by key and window, where every process adds what it saw. Unlogged: after a crash everybody begins at nought. */
export class CreateRateCounters1795200000603 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE UNLOGGED TABLE rate_counters (
         key text NOT NULL,
         window_ends_at timestamptz(3) NOT NULL,
         amount bigint NOT NULL,
         CONSTRAINT rate_counters_pkey PRIMARY KEY (key, window_ends_at)
       )`,
      `CREATE INDEX rate_counters_end_idx ON rate_counters (window_ends_at)`,
      `GRANT SELECT, INSERT, UPDATE, DELETE ON rate_counters TO daybook_app`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, 'DROP TABLE rate_counters');
  }
}
