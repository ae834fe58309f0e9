import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import { clearSessionCookie, setSessionCookie } from './session-cookie';

/** For those who send their session's token as a bearer token: the one to send from now on. */
const TOKEN_HEADER = 'daybook-session-token';

/** Gives browsers the token of a session that was opened or went on under a new one, and takes it back. */
@Injectable()
export class SessionCookies {
  constructor(@Inject(CONFIG) private readonly settings: Settings) {}

  /** The answer to any request: a browser gets it as its cookie, a program in a header. */
  renew({ headers }: FastifyRequest, reply: FastifyReply, token: string): void {
    if (headers.authorization === undefined) setSessionCookie(reply, this.settings.http.publicUrl, token);
    else reply.header(TOKEN_HEADER, token);
  }

  set<T extends { readonly token: string }>(reply: FastifyReply, session: T): T {
    reply.removeHeader(TOKEN_HEADER);
    setSessionCookie(reply, this.settings.http.publicUrl, session.token);
    return session;
  }

  clear(reply: FastifyReply): void {
    reply.removeHeader(TOKEN_HEADER);
    clearSessionCookie(reply, this.settings.http.publicUrl);
  }
}
