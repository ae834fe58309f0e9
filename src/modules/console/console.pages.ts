import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { notFound, unavailable } from '../../platform/errors/daybook-error';
import { problemOf } from '../../platform/http/problem';
import { problemBody } from '../../platform/http/send-problem';
import type { ConsoleFiles, Encoding } from './console.files';
import { policyOf } from './serving/policy';

/** Addresses of pages; the program in the browser knows them too (`web/routes.tsx`). All else stays the API's. */
export const PAGES = [
  '/',
  '/audit-log',
  '/audit-log/events/:id',
  '/integrity',
  '/retention',
  '/approvals',
  '/alerts',
  '/exports',
  '/exports/:id',
  '/members',
  '/settings',
  '/account',
  '/account/activity',
  // Where other products have the audit log in their menus: the program leads on.
  '/settings/audit-log',
  '/organization/auditing',
  '/profile/activity-log',
  '/account/activity-log',
  '/setup',
  '/sign-in',
  '/password-resets',
  '/password-resets/:token',
  '/invitations/:token',
  '/email-changes/:token',
] as const;

/** What the build writes where the nonce belongs. */
export const NONCE_PLACE = '__DAYBOOK_NONCE__';
const FOR_EVER = 'public, max-age=31536000, immutable';
const PREFERRED: readonly Encoding[] = ['br', 'gzip'];

/**
 * The console's page and its files. No routes of controllers: they show nothing of anybody, leave no event, and are served
 * while the database is down, so that the page can say so.
 */
export function installConsole(server: FastifyInstance, files: ConsoleFiles): void {
  const config = { unrecorded: true };
  for (const path of PAGES) server.get(path, { config }, (request, reply) => sendPage(files, request, reply));
  server.get<{ Params: { name: string } }>('/assets/:name', { config }, (request, reply) =>
    sendAsset(files, request.params.name, request, reply),
  );
}

function sendPage({ page }: ConsoleFiles, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (page === null)
    return refuse(
      request,
      reply,
      unavailable('console.not_built', 'The console has not been built yet: npm run build.'),
    );
  const nonce = randomBytes(16).toString('base64');
  return reply
    .header('content-security-policy', policyOf(nonce))
    .header('permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()')
    .type('text/html; charset=utf-8')
    .send(page.replaceAll(NONCE_PLACE, nonce));
}

function sendAsset(
  files: ConsoleFiles,
  name: string,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const file = files.asset(name);
  if (!file) return refuse(request, reply, notFound('file'));
  const accepted = request.headers['accept-encoding'] ?? '';
  const encoding = PREFERRED.find((each) => accepted.includes(each) && file.bodies.has(each)) ?? 'identity';
  if (encoding !== 'identity') reply.header('content-encoding', encoding);
  return reply
    .header('cache-control', FOR_EVER)
    .header('vary', 'accept-encoding')
    .type(file.type)
    .send(file.bodies.get(encoding));
}

const refuse = (request: FastifyRequest, reply: FastifyReply, error: Error): FastifyReply =>
  reply.send(problemBody(reply, problemOf(error), request.id));
