import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../../platform/clock/clock';
import type { Actor } from '../../../platform/context/request-record';
import { networkOf } from '../../../platform/http/networks';
import { UnitOfWork, type Changes } from '../../audit/audit.unit-of-work';
import { ApiKey } from '../auth.api-keys';
import { authActions } from '../auth.actions';
import { SEEN_EVERY_MS } from '../sessions/session-lifetime';

/** A key as its use is noted: when and from where it was used last. */
export interface UsedKey {
  readonly organizationId: string;
  readonly id: string;
  readonly name: string;
  readonly lastUsedAt: Date | null;
  readonly lastUsedIp: string | null;
}

/** Bounds what a key used from everywhere leaves behind; one more network is no news then. */
const MOST_NETWORKS = 1_000;

/** Notes when and from where keys are used. One that is used from a network new to it may have leaked (security.md A24). */
@Injectable()
export class ApiKeyUse {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async note(key: UsedKey, ip: string | null): Promise<void> {
    const now = this.clock.now();
    const { organizationId, id, lastUsedAt: last, lastUsedIp: lastIp } = key;
    if (last && ip === lastIp && now.getTime() - last.getTime() < SEEN_EVERY_MS) return;
    await this.unitOfWork.systemChanges(organizationId, async (manager) => {
      await manager.update(ApiKey, { organizationId, id }, { lastUsedAt: now, lastUsedIp: ip });
      return newNetwork(manager, key, ip, now);
    });
  }
}

/** The event of a network that is not the first of the key, and new to it. */
async function newNetwork(
  manager: EntityManager,
  { organizationId, id, name }: UsedKey,
  ip: string | null,
  now: Date,
): Promise<Changes<void>> {
  const nothing = { result: undefined, events: [] };
  if (ip === null) return nothing;
  const network = networkOf(ip);
  const known: { network: string }[] = await manager.query(
    `SELECT network FROM api_key_networks WHERE organization_id = $1 AND api_key_id = $2 LIMIT ${MOST_NETWORKS}`,
    [organizationId, id],
  );
  if (known.length >= MOST_NETWORKS || known.some((row) => row.network === network)) return nothing;
  const added: unknown[] = await manager.query(
    'INSERT INTO api_key_networks VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING network',
    [organizationId, id, network, now],
  );
  if (known.length === 0 || added.length === 0) return nothing;
  const actor: Actor = { type: 'api_key', id, name, email: null, role: null };
  const event = { actor, resource: { type: 'api_key', id, name }, details: { network, ip } };
  return { result: undefined, events: [{ spec: authActions['api_key.used_from_new_network'], event }] };
}
