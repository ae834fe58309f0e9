import type { ApiKey } from '../../auth/auth.api-keys';
import type { ApiKeyView } from '../members.contract';

export type StoredKey = Omit<ApiKey, 'secretHash' | 'previousSecretHash'>;

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

export function toView(key: StoredKey, creator: string | null, now: Date): ApiKeyView {
  const { id, name, prefix, scopes, createdAt, expiresAt, revokedAt, previousUntil } = key;
  return {
    id,
    name,
    prefix,
    scopes,
    allowed_networks: key.allowedNetworks,
    status: revokedAt ? 'revoked' : expiresAt <= now ? 'expired' : 'active',
    created_by: { id: key.createdBy, name: creator },
    created_at: createdAt.toISOString(),
    expires_at: expiresAt.toISOString(),
    last_used_at: iso(key.lastUsedAt),
    last_used_ip: key.lastUsedIp,
    previous_until: previousUntil && previousUntil > now && !revokedAt ? iso(previousUntil) : null,
    revoked_at: iso(revokedAt),
  };
}
