import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Principal } from '../../platform/context/request-record';
import { unauthenticated } from '../../platform/errors/daybook-error';
import { CONFIG } from '../../platform/platform.tokens';
import type { Settings } from '../../platform/settings';
import type { Requester } from '../audit/audit.requester';
import { ApiKeyAuthentication } from './api-keys/api-key-authentication';
import { KEY_PREFIX } from './api-keys/api-key-format';
import type { Authentication } from './auth.authentication';
import { SessionAuthentication } from './sessions/session-authentication';
import { readSessionCookie } from './sessions/session-cookie';
import { requireNothingOwed } from './strategies/owed';

/** Who sent a request, for those that end before the guards: their event goes to the log of whoever sent them. */
@Injectable()
export class CredentialRequester implements Requester {
  constructor(
    private readonly sessions: SessionAuthentication,
    private readonly apiKeys: ApiKeyAuthentication,
    @Inject(CONFIG) private readonly settings: Settings,
  ) {}

  async identify(request: FastifyRequest): Promise<Principal | null> {
    const found = await this.#authenticate(request);
    return found && found.refusal === null ? found.principal : null;
  }

  /** Whoever sent a request, as they are now: for answers that go on and on. @throws DaybookError when they may not any more */
  async confirm(request: FastifyRequest): Promise<Principal> {
    const found = await this.#authenticate(request);
    if (!found) throw unauthenticated('session.expired', 'The session is over. Sign in again.');
    if (found.refusal) throw found.refusal;
    requireNothingOwed(found.principal);
    return found.principal;
  }

  async #authenticate(request: FastifyRequest): Promise<Authentication | null> {
    const token = this.#bearerOf(request) ?? readSessionCookie(request, this.settings.http.publicUrl);
    if (!token) return null;
    return (token.startsWith(KEY_PREFIX) ? this.apiKeys : this.sessions).authenticate(token);
  }

  #bearerOf({ headers }: FastifyRequest): string | null {
    return /^Bearer +([\w.~+/-]+=*)$/i.exec(headers.authorization ?? '')?.[1] ?? null;
  }
}
