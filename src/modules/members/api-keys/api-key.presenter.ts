import type { ApiKey } from '../../auth/auth.api-keys';
import type { ApiKeyView } from '../members.contract';

export function toView(key: Omit<ApiKey, 'secretHash'>, now: Date): ApiKeyView {
  const { id, name, prefix, scopes, createdAt, expiresAt, lastUsedAt, revokedAt } = key;
  return {
    id,
    name,
    prefix,
    scopes,
    status: revokedAt ? 'revoked' : expiresAt <= now ? 'expired' : 'active',
    created_at: createdAt.toISOString(),
    expires_at: expiresAt.toISOString(),
    last_used_at: lastUsedAt?.toISOString() ?? null,
    revoked_at: revokedAt?.toISOString() ?? null,
  };
}
