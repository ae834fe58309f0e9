import type { FastifyReply } from 'fastify';
import type { Problem } from './problem';

/** Sets status and headers for a problem and returns its body as text. */
export function problemBody(
  reply: FastifyReply,
  { retryAfterSeconds, ...problem }: Problem,
  requestId: string,
): string {
  reply
    .code(problem.status)
    .header('content-type', 'application/problem+json')
    .header('cache-control', 'no-store');
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
  return JSON.stringify({ ...problem, request_id: requestId });
}
