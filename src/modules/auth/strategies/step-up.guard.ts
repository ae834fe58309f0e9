import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Clock } from '../../../platform/clock/clock';
import { STEP_UP, type StepUpCondition } from '../../../platform/http/declarations';
import { requireStepUp } from './step-up';

/** The third guard: whether it is still them. Before the question what they may do, which is the next guard's. */
@Injectable()
export class StepUpGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly clock: Clock,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const asks = this.reflector.getAllAndOverride<StepUpCondition | undefined>(STEP_UP, [
      context.getHandler(),
      context.getClass(),
    ]);
    const { record, body } = context.switchToHttp().getRequest<FastifyRequest>();
    if (asks?.(bodyOf(body)) && record?.principal) requireStepUp(record.principal, this.clock.now());
    return true;
  }
}

/** Guards come before the pipes: whatever the body is, it is not checked yet. */
const bodyOf = (body: unknown): Readonly<Record<string, unknown>> =>
  typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
