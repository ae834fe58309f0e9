import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect, run } from './support';

/** From which networks a key has been used: the first is no news, another is (security.md A24). */
export class CreateApiKeyNetworks1795200000173 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE TABLE api_key_networks (
         organization_id uuid NOT NULL,
         api_key_id uuid NOT NULL,
         network cidr NOT NULL,
         first_used_at timestamptz(3) NOT NULL,
         CONSTRAINT api_key_networks_pkey PRIMARY KEY (organization_id, api_key_id, network),
         CONSTRAINT api_key_networks_key_fkey FOREIGN KEY (organization_id, api_key_id) REFERENCES api_keys (organization_id, id)
       )`,
    );
    await protect(runner, 'api_key_networks', 'SELECT, INSERT');
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, 'DROP TABLE api_key_networks');
  }
}
