import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Clock, DAY_MS } from '../../../platform/clock/clock';
import { currentPrincipal } from '../../../platform/context/request-context';
import type { Principal } from '../../../platform/context/request-record';
import { conflict, forbidden, invalidField, notFound } from '../../../platform/errors/daybook-error';
import { newestFirst, type PageQueryDto } from '../../../platform/http/page';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { ApiKey, mintApiKey } from '../../auth/auth.api-keys';
import type { ApiKeyPage, CreatedApiKey } from '../members.contract';
import { holds } from '../members.permissions';
import type { ApiKeyDto } from './api-key.dto';
import { toView } from './api-key.presenter';

const DEFAULT_DAYS = 90;
const MOST_DAYS = 366;
const WRITE_EVENTS = 'events:write';

/** The keys of host products: given, listed, taken back. */
@Injectable()
export class ApiKeys {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly settings: Settings,
  ) {}

  async page(query: PageQueryDto): Promise<ApiKeyPage> {
    const { organizationId } = currentPrincipal();
    const { rows, ...cursors } = await newestFirst(
      query,
      this.settings.secret,
      `api keys of ${organizationId}`,
      ({ id, order, take }) =>
        this.unitOfWork.run(organizationId, (manager) =>
          manager.find(ApiKey, {
            where: { organizationId, ...(id ? { id } : {}) },
            order: { id: order },
            take,
          }),
        ),
    );
    return { data: rows.map((key) => toView(key, this.clock.now())), ...cursors };
  }

  /** The answer holds the key itself, this once. */
  create({ name, scopes, expires_at }: ApiKeyDto): Promise<CreatedApiKey> {
    const principal = currentPrincipal();
    requireGrantable(principal, scopes);
    const now = this.clock.now();
    const expiresAt = expiryOf(expires_at, now);
    const { key, stored } = mintApiKey(uuidv7());
    const { organizationId, accountId } = principal;
    const row = {
      ...stored,
      organizationId,
      name,
      scopes,
      createdBy: accountId as string,
      createdAt: now,
      expiresAt,
      lastUsedAt: null,
      revokedAt: null,
    };
    return this.unitOfWork.change(async (manager) => {
      await manager.insert(ApiKey, row);
      const details = { scopes: scopes.join(', '), expires_at: expiresAt.toISOString() };
      return { result: { ...toView(row, now), key }, event: { resource: referTo(row), details } };
    });
  }

  revoke(id: string): Promise<void> {
    return this.unitOfWork.change(async (manager) => {
      const { organizationId } = currentPrincipal();
      const found = await manager.findOne(ApiKey, {
        where: { organizationId, id },
        lock: { mode: 'pessimistic_write' },
      });
      if (!found) throw notFound('API key');
      if (found.revokedAt)
        throw conflict('api_key.already_revoked', 'This API key has been revoked already.');
      const revokedAt = this.clock.now();
      await manager.update(ApiKey, { organizationId, id }, { revokedAt });
      const changes = { before: { revoked_at: null }, after: { revoked_at: revokedAt.toISOString() } };
      return { result: undefined, event: { resource: referTo(found), changes } };
    });
  }
}

const referTo = ({ id, name }: { id: string; name: string }) => ({ type: 'api_key', id, name });

/** Nobody gives a key more than they hold. Writing events is no role's: it comes with managing keys, and comes alone. */
function requireGrantable(principal: Principal, scopes: readonly string[]): void {
  if (principal.accountId === null)
    throw forbidden('session.person_required', 'An API key cannot create others. A person has to sign in.');
  if (scopes.includes(WRITE_EVENTS) && scopes.length > 1)
    throw invalidField('/scopes', 'cannot combine events:write with another scope');
  const missing = scopes.filter((scope) => scope !== WRITE_EVENTS && !holds(principal, scope));
  if (missing.length > 0)
    throw forbidden(
      'api_key.scope_not_held',
      `You cannot give a key what you lack yourself: ${missing.join(', ')}.`,
    );
}

function expiryOf(given: string | undefined, now: Date): Date {
  if (given === undefined) return new Date(now.getTime() + DEFAULT_DAYS * DAY_MS);
  const expiresAt = new Date(given);
  const most = now.getTime() + MOST_DAYS * DAY_MS;
  if (!(expiresAt > now && expiresAt.getTime() <= most))
    throw invalidField('/expires_at', 'must lie ahead, by a year at most');
  return expiresAt;
}
