import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './support';

/** That an installation holds made-up data, and how far it was made: one row, or none where the data is somebody's own. */
export class CreateDemo1795200000900 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE TABLE demo (
         singleton boolean NOT NULL DEFAULT true,
         seed text NOT NULL,
         first_day date NOT NULL,
         incident_on date NOT NULL,
         filled_to timestamptz(3) NOT NULL,
         finished boolean NOT NULL,
         CONSTRAINT demo_pkey PRIMARY KEY (singleton),
         CONSTRAINT demo_singleton_check CHECK (singleton)
       )`,
      `GRANT SELECT, INSERT, UPDATE ON demo TO daybook_app`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, 'DROP TABLE demo');
  }
}
