import { Inject, Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { Strategy } from 'passport-custom';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import type { Authentication } from '../auth.authentication';
import { SessionAuthentication } from '../sessions/session-authentication';
import { readSessionCookie } from '../sessions/session-cookie';

/** A browser's session. */
@Injectable()
export class SessionCookieStrategy extends PassportStrategy(Strategy, 'session-cookie') {
  constructor(
    private readonly sessions: SessionAuthentication,
    @Inject(CONFIG) private readonly settings: Settings,
  ) {
    super();
  }

  async validate(request: FastifyRequest): Promise<Authentication | null> {
    const token = readSessionCookie(request, this.settings.http.publicUrl);
    return token ? this.sessions.authenticate(token) : null;
  }
}
