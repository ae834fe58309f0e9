import { hash } from 'node:crypto';
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { catchError, mergeMap, of, type Observable } from 'rxjs';
import type { Principal } from '../../context/request-record';
import { conflict, DaybookError, invalid, invalidField } from '../../errors/daybook-error';
import { Log } from '../../log/log';
import { NdjsonBody } from '../body-parsers';
import { ANSWER_NOT_KEPT } from './answer-not-kept';
import { IdempotencyStore, type Claim, type KeyOwner } from './idempotency-store';

const USABLE = /^[\x21-\x7e]{1,255}$/;

/**
 * `Idempotency-Key` on POST (draft-ietf-httpapi-idempotency-key-header): a repeated request gets the first answer again, and
 * is recorded as a repetition. For requests of somebody: a key without an owner would be anybody's.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly store: IdempotencyStore,
    private readonly reflector: Reflector,
    private readonly log: Log,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const key = request.headers['idempotency-key'];
    const principal = request.record?.principal;
    if (key === undefined || request.method !== 'POST' || !principal) return next.handle();
    if (typeof key !== 'string' || !USABLE.test(key))
      throw invalidField('Idempotency-Key', 'must be 1 to 255 printable characters');
    const owner = ownerOf(principal, key);
    const requestHash = hashOf(request);
    const claim = await this.store.claim(owner, requestHash);
    if (claim.state === 'known') return of(replay(claim, requestHash, request, reply));
    const keepsAnswer = !this.reflector.get<boolean | undefined>(ANSWER_NOT_KEPT, context.getHandler());
    return next.handle().pipe(
      mergeMap(async (answer: unknown) => {
        await this.#settle(
          owner,
          claim.attemptId,
          reply.statusCode,
          keepsAnswer ? JSON.stringify(answer ?? null) : null,
        );
        return answer;
      }),
      catchError(async (error: unknown) => {
        await this.#settle(owner, claim.attemptId, 500, null);
        throw error;
      }),
    );
  }

  /** The request itself is over: what goes wrong here only means that the key stays taken for a minute. */
  async #settle(owner: KeyOwner, attemptId: string, status: number, answer: string | null): Promise<void> {
    try {
      if (status < 400) await this.store.keep(owner, attemptId, status, answer);
      else await this.store.release(owner, attemptId);
    } catch (error) {
      this.log.warn({ error }, 'an idempotency key could not be settled');
    }
  }
}

function ownerOf({ organizationId, accountId, apiKeyId }: Principal, key: string): KeyOwner {
  return { organizationId, holderId: (accountId ?? apiKeyId) as string, key };
}

function hashOf({ method, url, body }: FastifyRequest): Buffer {
  const payload = body instanceof NdjsonBody ? body.bytes.toString('base64') : JSON.stringify(body ?? null);
  return hash('sha256', `${method} ${url}\n${payload}`, 'buffer');
}

/** The first answer, as it was. @throws DaybookError when there is none to give */
function replay(
  claim: Claim & { state: 'known' },
  requestHash: Buffer,
  request: FastifyRequest,
  reply: FastifyReply,
): unknown {
  if (!claim.requestHash.equals(requestHash)) {
    throw invalid(
      'idempotency.key_reused',
      'This Idempotency-Key came with another request before. Use a new key for a new request.',
      [{ pointer: 'Idempotency-Key', detail: 'was used for another request' }],
    );
  }
  if (claim.status === null) {
    throw new DaybookError(
      'conflict',
      'idempotency.in_flight',
      'The first request with this Idempotency-Key is still under way.',
      { retryAfterSeconds: 1 },
    );
  }
  if (claim.answer === null) {
    throw conflict(
      'idempotency.answer_not_kept',
      'This request was carried out before. Its answer held a secret, which is shown once and not kept.',
    );
  }
  request.record?.describe({ action: 'request.replayed' });
  reply.status(claim.status).header('idempotent-replayed', 'true');
  return JSON.parse(claim.answer) as unknown;
}
