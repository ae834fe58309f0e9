import type { FastifyInstance } from 'fastify';

const RELATIONS = { next_cursor: 'next', prev_cursor: 'prev' } as const;

/** RFC 8288: a list that has cursors also says where the next and the previous page are. */
export function installLinkHeader(server: FastifyInstance): void {
  server.addHook('preSerialization', (request, reply, payload, done) => {
    const links = Object.entries(RELATIONS).flatMap(([member, relation]) => {
      const cursor = (payload as Record<string, unknown> | null)?.[member];
      return typeof cursor === 'string' ? [`<${withCursor(request.url, cursor)}>; rel="${relation}"`] : [];
    });
    if (links.length > 0) reply.header('link', links.join(', '));
    done(null, payload);
  });
}

/** A relative reference: absolute addresses never come from what the client sent (A29). */
function withCursor(url: string, cursor: string): string {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  searchParams.set('cursor', cursor);
  return `${pathname}?${searchParams.toString()}`;
}
