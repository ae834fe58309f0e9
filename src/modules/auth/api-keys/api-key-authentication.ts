import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../../platform/clock/clock';
import { currentRequest } from '../../../platform/context/request-context';
import { hashToken } from '../../../platform/crypto/tokens';
import { forbidden, unauthenticated, type DaybookError } from '../../../platform/errors/daybook-error';
import { SharedLookUps } from '../../../platform/database/shared-look-ups';
import { isWithin } from '../../../platform/http/networks';
import type { Authentication } from '../auth.authentication';
import { isWellFormed } from './api-key-format';
import { ApiKeyUse, type UsedKey } from './api-key-use';

/** The row of `api_key_by_secret()`. */
interface Row {
  readonly organization_id: string;
  readonly id: string;
  readonly name: string;
  readonly scopes: string[];
  readonly allowed_networks: string[];
  readonly expires_at: Date;
  /** The secret was replaced; it works until `expires_at`. */
  readonly superseded: boolean;
  readonly revoked_at: Date | null;
  readonly last_used_at: Date | null;
  readonly last_used_ip: string | null;
}

/** From an API key to what it may do. */
@Injectable()
export class ApiKeyAuthentication {
  /** A host product sends many requests at once with one key. */
  readonly #rows = new SharedLookUps((key) => this.#load(key));

  constructor(
    private readonly dataSource: DataSource,
    private readonly use: ApiKeyUse,
    private readonly clock: Clock,
  ) {}

  async authenticate(key: string): Promise<Authentication | null> {
    if (!isWellFormed(key)) return null;
    const row = await this.#rows.find(key);
    if (!row) return null;
    const now = this.clock.now();
    const ip = currentRequest()?.client.ip ?? null;
    const refusal = refusalOf(row, now, ip);
    if (!refusal) await this.use.note(usedKey(row), ip);
    return { principal: principalOf(row), refusal };
  }

  async #load(key: string): Promise<Row | undefined> {
    const rows: Row[] = await this.dataSource.query('SELECT * FROM api_key_by_secret($1)', [hashToken(key)]);
    return rows[0];
  }
}

const usedKey = ({ organization_id, id, name, last_used_at, last_used_ip }: Row): UsedKey => ({
  organizationId: organization_id,
  id,
  name,
  lastUsedAt: last_used_at,
  lastUsedIp: last_used_ip,
});

function refusalOf(row: Row, now: Date, ip: string | null): DaybookError | null {
  const { revoked_at, expires_at, superseded, allowed_networks } = row;
  if (revoked_at) return unauthenticated('api_key.revoked', 'This API key has been revoked.');
  if (superseded && expires_at <= now)
    return unauthenticated('api_key.rotated', 'This API key has been replaced by a new one.');
  if (expires_at <= now)
    return unauthenticated('api_key.expired', 'This API key has expired. Create another one.');
  if (!isWithin(allowed_networks, ip))
    return forbidden('api_key.network_not_allowed', `This API key may not be used from ${ip ?? 'nowhere'}.`);
  return null;
}

const principalOf = ({ organization_id, id, name, scopes }: Row): Authentication['principal'] => ({
  actor: { type: 'api_key', id, name, email: null, role: null },
  organizationId: organization_id,
  accountId: null,
  sessionId: null,
  apiKeyId: id,
  role: null,
  rolePermissions: null,
  scopes,
});
