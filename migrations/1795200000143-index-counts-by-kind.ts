import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './support';

/** The latest hours of a kind: leads a list of rare kinds to its events. */
export class IndexCountsByKind1795200000143 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, 'CREATE INDEX event_counts_kind_idx ON event_counts (organization_id, kind, hour)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, 'DROP INDEX event_counts_kind_idx');
  }
}
