import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { unauthenticated } from '../../../platform/errors/daybook-error';
import { ACCESS, type Access } from '../../../platform/http/declarations';
import { RateLimits } from '../../../platform/http/rate-limit/rate-limits';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import type { Authentication } from '../auth.authentication';
import { refuseCrossSite } from '../sessions/cross-site';
import { SessionCookies } from '../sessions/session-cookies';
import { SessionRenewal } from '../sessions/session-renewal';

/** Passport's verdict as it is: nobody is null, and only what broke is thrown. */
class BearerGate extends AuthGuard('bearer') {
  override handleRequest<T>(error: unknown, found: T): T {
    if (error) throw error;
    return found;
  }
}

class CookieGate extends AuthGuard('session-cookie') {
  override handleRequest<T>(error: unknown, found: T): T {
    if (error) throw error;
    return found;
  }
}

/**
 * The first guard of every route: finds out who asks, also where anybody may, and tells the request's record. What they
 * may do is the next guard's question.
 */
@Injectable()
export class AuthenticationGuard implements CanActivate {
  readonly #bearer = new BearerGate();
  readonly #cookie = new CookieGate();

  constructor(
    private readonly reflector: Reflector,
    private readonly limits: RateLimits,
    private readonly renewal: SessionRenewal,
    private readonly cookies: SessionCookies,
    @Inject(CONFIG) private readonly settings: Settings,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    const found = await this.#authenticate(request, context);
    if (request.record && found?.refusal === null) request.record.principal = found.principal;
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    this.limits.admit(request, reply);
    refuseCrossSite(request, this.settings.http.publicUrl);
    if (access?.kind === 'public') return true;
    if (!found) throw unauthenticated('session.required', 'Sign in, or send an API key as a bearer token.');
    if (found.refusal) throw refused(request, found);
    const token = await this.renewal.renew(found);
    if (token !== null) this.cookies.renew(request, reply, token);
    return true;
  }

  async #authenticate(request: FastifyRequest, context: ExecutionContext): Promise<Authentication | null> {
    const { authorization, cookie } = request.headers;
    if (authorization === undefined && cookie === undefined) return null;
    await (authorization === undefined ? this.#cookie : this.#bearer).canActivate(context);
    const { user } = request as unknown as { user?: Authentication | false };
    return user || null;
  }
}

/** A credential that was good once: its use is recorded where it belonged, under its holder's name. */
function refused({ record }: FastifyRequest, { principal, refusal }: Authentication): Error {
  if (record) {
    record.organizationIds = [principal.organizationId];
    record.describe({ actor: principal.actor });
  }
  return refusal as Error;
}
