import type { FastifyRequest } from 'fastify';

/**
 * The port through which an answer that goes on and on asks whether whoever sent the request may still have it. Declared
 * here, fulfilled by `members`, joined in `app.module.ts`.
 */
export abstract class AccessCheck {
  /** @throws DaybookError of the kind `unauthenticated` or `forbidden` when they may not; other errors say nothing about it. */
  abstract require(request: FastifyRequest, permission: string): Promise<void>;
}
