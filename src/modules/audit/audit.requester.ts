import type { FastifyRequest } from 'fastify';
import type { Principal } from '../../platform/context/request-record';

/**
 * The port through which the last hook asks who sent a request that no guard has seen: an unknown address, a body that
 * could not be read. Declared here, fulfilled by `auth`, joined in `app.module.ts`.
 */
export abstract class Requester {
  /** Null where nobody is signed in. Never throws for a credential that is no good. */
  abstract identify(request: FastifyRequest): Promise<Principal | null>;
}
