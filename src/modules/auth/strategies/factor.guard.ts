import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import type { Assurance, Owed } from '../../../platform/context/assurance';
import { DaybookError } from '../../../platform/errors/daybook-error';
import { ACCESS, OWING, type Access } from '../../../platform/http/declarations';

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
    if (!allowed.includes(assurance.owes)) throw owed(assurance.owes, assurance);
    return true;
  }
}

const owed = (what: Owed, { methods }: Assurance): DaybookError =>
  what === 'factor'
    ? new DaybookError(
        'forbidden',
        'factor.required',
        'Finish signing in first: confirm it with a second factor, POST /v1/session/factors.',
        { members: { methods, how: 'POST /v1/session/factors' } },
      )
    : new DaybookError(
        'forbidden',
        'factor.enrolment_required',
        'Your role or organization asks for a second factor. Enrol one first: POST /v1/account/totp, or a passkey.',
        {
          members: {
            methods: ['totp', 'passkey'],
            how: 'POST /v1/account/totp or POST /v1/account/passkey-challenges',
          },
        },
      );
