import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { forbidden, unauthenticated } from '../../../platform/errors/daybook-error';
import { ACCESS, type Access } from '../../../platform/http/declarations';
import { requirePermission } from '../members.access';

/** The second guard of every route: whether whoever asks may do it. A route that does not say who may is closed. */
@Injectable()
export class PermissionGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access?.kind === 'public') return true;
    const principal = context.switchToHttp().getRequest<FastifyRequest>().record?.principal;
    if (!principal)
      throw unauthenticated('session.required', 'Sign in, or send an API key as a bearer token.');
    if (access === undefined) throw forbidden('route.closed', 'This route does not say who may call it.');
    if (access.kind === 'permission') requirePermission(principal, access.permission);
    const forPeople = access.kind === 'signed-in' || access.by === 'person';
    if (forPeople && principal.accountId === null)
      throw forbidden('session.person_required', 'An API key cannot do this. A person has to sign in.');
    return true;
  }
}
