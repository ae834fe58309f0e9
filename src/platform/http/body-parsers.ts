import type { FastifyInstance } from 'fastify';
import { parseStrictJson } from './strict-json';

/** NDJSON is handed over as bytes: each line is judged by itself. */
export class NdjsonBody {
  constructor(readonly bytes: Buffer) {}
}

/** JSON, strictly; NDJSON, as it came. Anything else is 415. */
export function installBodyParsers(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body: Buffer, done) => {
    try {
      done(null, body.length === 0 ? undefined : parseStrictJson(body));
    } catch (error) {
      done(error as Error, undefined);
    }
  });
  server.addContentTypeParser(
    ['application/x-ndjson', 'application/jsonl'],
    { parseAs: 'buffer' },
    (_request, body: Buffer, done) => done(null, new NdjsonBody(body)),
  );
}
