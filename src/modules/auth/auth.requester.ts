import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Principal } from '../../platform/context/request-record';
import { CONFIG } from '../../platform/platform.tokens';
import type { Settings } from '../../platform/settings';
import type { Requester } from '../audit/audit.requester';
import { ApiKeyAuthentication } from './api-keys/api-key-authentication';
import { KEY_PREFIX } from './api-keys/api-key-format';
import { SessionAuthentication } from './sessions/session-authentication';
import { readSessionCookie } from './sessions/session-cookie';

/** Who sent a request, for those that end before the guards: their event goes to the log of whoever sent them. */
@Injectable()
export class CredentialRequester implements Requester {
  constructor(
    private readonly sessions: SessionAuthentication,
    private readonly apiKeys: ApiKeyAuthentication,
    @Inject(CONFIG) private readonly settings: Settings,
  ) {}

  async identify(request: FastifyRequest): Promise<Principal | null> {
    const token = this.#bearerOf(request) ?? readSessionCookie(request, this.settings.http.publicUrl);
    if (!token) return null;
    const found = await (token.startsWith(KEY_PREFIX) ? this.apiKeys : this.sessions).authenticate(token);
    return found && found.refusal === null ? found.principal : null;
  }

  #bearerOf({ headers }: FastifyRequest): string | null {
    return /^Bearer +([\w.~+/-]+=*)$/i.exec(headers.authorization ?? '')?.[1] ?? null;
  }
}
