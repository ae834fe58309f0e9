import { v7 as uuidv7 } from 'uuid';
import { mintApiKey } from '../../src/modules/auth/auth.api-keys';
import type { TestApp } from './test-app';
import type { TestPerson } from './test-people';

/** A key of the person's organization, put into the database as `POST /v1/api-keys` would; valid for a day. */
export async function mintTestKey(
  test: TestApp,
  person: TestPerson,
  scopes: readonly string[] = ['events:write'],
): Promise<string> {
  const { key, stored } = mintApiKey(uuidv7());
  await test.superuser.query(
    `INSERT INTO api_keys (organization_id, id, name, prefix, secret_hash, scopes, created_by, created_at, expires_at)
     VALUES ($1, $2, 'test', $3, $4, $5, $6, now(), now() + interval '1 day')`,
    [person.organizationId, stored.id, stored.prefix, stored.secretHash, scopes, person.accountId],
  );
  return key;
}
