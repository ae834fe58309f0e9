import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../../platform/clock/clock';
import { currentPrincipal } from '../../../platform/context/request-context';
import type { Row } from '../../../platform/database/row';
import { conflict, notFound } from '../../../platform/errors/daybook-error';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { Accounts } from '../../auth/auth.accounts';
import { ApiKey, mintApiKey } from '../../auth/auth.api-keys';
import { requirePermission } from '../members.access';
import type { ApiKeyView, CreatedApiKey } from '../members.contract';
import { lockStanding } from '../members.standing';
import type { ApiKeyDto, ApiKeyPatchDto } from './api-key.dto';
import { toView } from './api-key.presenter';
import { expiryOf, requireGrantable } from './grantable';

/** The keys of host products: given, changed, taken back. */
@Injectable()
export class ApiKeys {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: Accounts,
    private readonly clock: Clock,
  ) {}

  /** The answer holds the key itself, this once. */
  create({ name, scopes, expires_at, allowed_networks = [] }: ApiKeyDto): Promise<CreatedApiKey> {
    const now = this.clock.now();
    const expiresAt = expiryOf(expires_at, now);
    const { key, stored } = mintApiKey(uuidv7());
    const { organizationId, accountId, actor } = currentPrincipal();
    const row = {
      ...stored,
      organizationId,
      name,
      scopes,
      allowedNetworks: allowed_networks,
      createdBy: accountId as string,
      createdAt: now,
      expiresAt,
      lastUsedAt: null,
      lastUsedIp: null,
      rotatedAt: null,
      previousSecretHash: null,
      previousUntil: null,
      revokedAt: null,
    };
    return this.unitOfWork.change(async (manager) => {
      const standing = await lockStanding(manager);
      requirePermission(standing, 'api_keys:manage');
      requireGrantable(standing, scopes);
      await manager.insert(ApiKey, row);
      const after = { scopes, allowed_networks, expires_at: expiresAt.toISOString() };
      const changes = { before: null, after };
      const details = { scopes: scopes.join(', '), expires_at: after.expires_at };
      return {
        result: { ...toView(row, actor.name, now), key },
        event: { resource: referTo(row), changes, details },
      };
    });
  }

  update(id: string, patch: ApiKeyPatchDto): Promise<ApiKeyView> {
    return this.unitOfWork.change(async (manager) => {
      const found = await lockKey(manager, id);
      const { organizationId } = found;
      const name = patch.name ?? found.name;
      const allowedNetworks = patch.allowed_networks ?? found.allowedNetworks;
      await manager.update(ApiKey, { organizationId, id }, { name, allowedNetworks });
      const creator = await this.accounts.person(manager, found.createdBy);
      const after = { ...found, name, allowedNetworks };
      return {
        result: toView(after, creator.name, this.clock.now()),
        event: { resource: referTo(after), ...difference(found, after) },
      };
    });
  }

  revoke(id: string): Promise<void> {
    return this.unitOfWork.change(async (manager) => {
      const found = await lockKey(manager, id);
      const { organizationId } = found;
      const revokedAt = this.clock.now();
      await manager.update(ApiKey, { organizationId, id }, { revokedAt });
      const changes = { before: { revoked_at: null }, after: { revoked_at: revokedAt.toISOString() } };
      return { result: undefined, event: { resource: referTo(found), changes } };
    });
  }
}

export const referTo = ({ id, name }: { id: string; name: string }) => ({ type: 'api_key', id, name });

/** A key that was not revoked, locked until the transaction ends. */
export async function lockKey(manager: EntityManager, id: string): Promise<Row<ApiKey>> {
  const { organizationId } = currentPrincipal();
  const found = await manager.findOne(ApiKey, {
    where: { organizationId, id },
    lock: { mode: 'pessimistic_write' },
  });
  if (!found) throw notFound('API key');
  if (found.revokedAt) throw conflict('api_key.already_revoked', 'This API key has been revoked already.');
  return found;
}

function difference(before: Row<ApiKey>, after: Pick<ApiKey, 'name' | 'allowedNetworks'>) {
  const fields = [
    ['name', before.name, after.name],
    ['allowed_networks', before.allowedNetworks.join(', '), after.allowedNetworks.join(', ')],
  ] as const;
  const changed = fields.filter(([, from, to]) => from !== to);
  if (changed.length === 0) return { changes: null, details: { changed: 'nothing' } };
  return {
    changes: {
      before: Object.fromEntries(changed.map(([key, from]) => [key, from])),
      after: Object.fromEntries(changed.map(([key, , to]) => [key, to])),
    },
    details: {
      changed: changed.map(([key, , to]) => `${key.replace('_', ' ')} to ${to || 'any'}`).join(', '),
    },
  };
}
