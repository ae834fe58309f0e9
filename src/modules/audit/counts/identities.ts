import type { WireIdentity } from '../audit.counts.contract';
import type { Ground } from './ground';

/** Who the keys of identities stand for. One that was forgotten meanwhile is missing. */
export async function identitiesOf(
  { client, scope }: Ground,
  keys: readonly (string | null)[],
): Promise<Map<string, WireIdentity>> {
  const { rows } = await client.query<WireIdentity>(
    'SELECT key, type, id, email, name FROM event_actors WHERE organization_id = $1 AND key = ANY ($2::uuid[])',
    [scope.organizationId, keys],
  );
  return new Map(rows.map((row) => [row.key, row]));
}
