import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { notFound, unavailable } from '../../platform/errors/daybook-error';
import { problemOf } from '../../platform/http/problem';
import { problemBody } from '../../platform/http/send-problem';
import type { ConsoleFiles, Encoding } from './console.files';
import { policyOf, REPORTING_ENDPOINTS } from './serving/policy';

/** Addresses of pages; the program in the browser knows them too (`web/routes.tsx`). All else stays the API's. */
export const PAGES = [
  '/',
  '/audit-log',
  '/audit-log/events/:id',
  '/integrity',
  '/activity',
  '/activity/users/:id',
  '/retention',
  '/approvals',
  '/alerts',
  '/exports',
  '/exports/:id',
  '/api-keys',
  '/support',
  '/support/:id',
  '/desk',
  '/desk/:id',
  '/help',
  '/help/:topic',
  '/members',
  '/settings',
  '/account',
  '/account/activity',
  // Where other products have the audit log in their menus: the program leads on.
  '/settings/audit-log',
  '/settings/user-activity',
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
  server.addHook('onSend', (request, reply, payload, done) =>
    done(null, sayNoSuchPage(files, request, reply, payload)),
  );
}

/**
 * Who is signed in is asked for beside the program and not after it, in the very form in which the program then asks: a browser takes
 * the one answer for both. Only where there is a session: a refusal would be an event.
 */
const SESSION_AHEAD =
  '<link rel="preload" as="fetch" crossorigin="anonymous" href="/v1/session" fetchpriority="high" />';

/** Pages that stand before a session ask for none. */
const hasSession = ({ headers, routeOptions: { url = '' } }: FastifyRequest): boolean =>
  /(^|;\s*)(__Host-)?daybook=/.test(headers.cookie ?? '') &&
  !/^\/(setup|password-resets|invitations|email-changes)/.test(url);

function sendPage({ page }: ConsoleFiles, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (page === null)
    return refuse(
      request,
      reply,
      unavailable('console.not_built', 'The console has not been built yet: npm run build.'),
    );
  return reply.send(dressed(page, request, reply));
}

/** The page as this answer's, with its headers. */
function dressed(page: string, request: FastifyRequest, reply: FastifyReply): string {
  const nonce = randomBytes(16).toString('base64');
  reply
    .header('content-security-policy', policyOf(nonce, request.protocol === 'https'))
    .header('reporting-endpoints', REPORTING_ENDPOINTS)
    .header('permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()')
    .type('text/html; charset=utf-8');
  const begun = hasSession(request) ? page.replace('</title>', `</title>${SESSION_AHEAD}`) : page;
  return begun.replaceAll(NONCE_PLACE, nonce);
}

/**
 * An address that is nobody's, asked for by a browser: the page, which says so in words a person can use. It stays a 404 and keeps its
 * event; the API answers as it does.
 */
function sayNoSuchPage(
  { page }: ConsoleFiles,
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): unknown {
  const isPage = request.is404 && request.method === 'GET' && !/^\/v1(\/|\?|$)/.test(request.url);
  if (!isPage || reply.statusCode !== 404) return payload;
  reply.header('vary', 'accept');
  if (page === null || !/\btext\/html\b/.test(request.headers.accept ?? '')) return payload;
  return dressed(page, request, reply);
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
