import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import type { Owed } from '../../../platform/context/assurance';
import type { Principal } from '../../../platform/context/request-record';
import { ACCESS, OWING, type Access } from '../../../platform/http/declarations';
import { requireNothingOwed } from './owed';

/**
 * The second guard of every route: a session that owes a factor, or its enrolment, can do that and nothing else. Where
 * anybody may come, it counts as nobody: half a sign-in proves nothing.
 */
@Injectable()
export class FactorGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const { record } = context.switchToHttp().getRequest<FastifyRequest>();
    const assurance = record?.principal?.assurance;
    if (!record || !assurance?.owes) return true;
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<Access | undefined>(ACCESS, targets)?.kind === 'public') {
      record.principal = null;
      return true;
    }
    const allowed = this.reflector.getAllAndOverride<readonly Owed[] | undefined>(OWING, targets) ?? [];
    if (!allowed.includes(assurance.owes)) requireNothingOwed(record.principal as Principal);
    return true;
  }
}
