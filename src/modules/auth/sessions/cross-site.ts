import type { FastifyRequest } from 'fastify';
import { forbidden } from '../../../platform/errors/daybook-error';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses unsafe requests that another site made a browser send (A11). Browsers say where a request comes from; a client
 * that sends neither header is no browser, and one that sends its own credential in `Authorization` was not tricked.
 * @throws DaybookError `request.cross_site`
 */
export function refuseCrossSite({ method, headers }: FastifyRequest, publicUrl: string): void {
  if (SAFE.has(method) || headers.authorization !== undefined) return;
  const site = headers['sec-fetch-site'];
  if (site === 'same-origin' || site === 'none') return;
  if (site === undefined && (headers.origin === undefined || headers.origin === new URL(publicUrl).origin))
    return;
  throw forbidden(
    'request.cross_site',
    'This request came from a page of another site, so it was not carried out.',
  );
}
