import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import { clearSessionCookie, setSessionCookie } from './session-cookie';

/** Gives browsers the token of a session that was opened or went on under a new one, and takes it back. */
@Injectable()
export class SessionCookies {
  constructor(@Inject(CONFIG) private readonly settings: Settings) {}

  set<T extends { readonly token: string }>(reply: FastifyReply, session: T): T {
    setSessionCookie(reply, this.settings.http.publicUrl, session.token);
    return session;
  }

  clear(reply: FastifyReply): void {
    clearSessionCookie(reply, this.settings.http.publicUrl);
  }
}
