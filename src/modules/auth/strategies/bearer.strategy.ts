import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { Strategy } from 'passport-http-bearer';
import { ApiKeyAuthentication } from '../api-keys/api-key-authentication';
import { KEY_PREFIX } from '../api-keys/api-key-format';
import type { Authentication } from '../auth.authentication';
import { SessionAuthentication } from '../sessions/session-authentication';

/** `Authorization: Bearer …`: an API key, told by its prefix, or a session's token. */
@Injectable()
export class BearerStrategy extends PassportStrategy(Strategy, 'bearer') {
  constructor(
    private readonly sessions: SessionAuthentication,
    private readonly apiKeys: ApiKeyAuthentication,
  ) {
    super();
  }

  validate(token: string): Promise<Authentication | null> {
    return token.startsWith(KEY_PREFIX)
      ? this.apiKeys.authenticate(token)
      : this.sessions.authenticate(token);
  }
}
