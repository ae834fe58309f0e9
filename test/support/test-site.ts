import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A site whose address is known before there is an API behind it: an empty page, and `/v1/…` passed on; or, `whole`, everything. */
export interface TestSite {
  readonly origin: string;
  /** Where the API is. */
  target: string;
  close(): void;
}

export async function openSite({ whole = false } = {}): Promise<TestSite> {
  const server = createServer((incoming, answer) =>
    whole || incoming.url?.startsWith('/v1/') ? passOn(site.target, incoming, answer) : emptyPage(answer),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const site: TestSite = {
    origin: `http://localhost:${port}`,
    target: '',
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
  return site;
}

function emptyPage(answer: ServerResponse): void {
  answer.setHeader('content-type', 'text/html');
  answer.end('<!doctype html><title>Daybook</title>');
}

function passOn(target: string, incoming: IncomingMessage, answer: ServerResponse): void {
  const { method, headers, url = '/' } = incoming;
  const onward = request(target + url, { method, headers }, (back) => {
    answer.writeHead(back.statusCode ?? 502, back.headers);
    back.pipe(answer);
  });
  onward.once('error', () => answer.destroy());
  incoming.pipe(onward);
}
