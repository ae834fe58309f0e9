import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { retryAfterMs } from './retry';
import { Sender } from './sender';

const EVENTS = ['{"n":1}', '{"n":2}'].map((line, n) => ({
  where: `line ${n + 1}`,
  line,
  outcome: 'success',
}));
const PATIENCE = { tries: 3, firstDelayMs: 1, longestDelayMs: 5 };

type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void;
const servers: ReturnType<typeof createServer>[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close().closeAllConnections()));

async function senderTo(answers: Answer[]): Promise<{ sender: Sender; bodies: string[]; waits: string[] }> {
  const [bodies, waits]: [string[], string[]] = [[], []];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      bodies.push(body);
      (answers[Math.min(bodies.length, answers.length) - 1] as Answer)(request, response, body);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/log`;
  return {
    sender: new Sender({ url, key: 'dbk_test', patience: PATIENCE }, (reason) => waits.push(reason)),
    bodies,
    waits,
  };
}

const stored: Answer = (_request, response, body) =>
  response.end(
    JSON.stringify({
      items: body
        .trim()
        .split('\n')
        .map(() => ({ id: 'x', status: 'stored' })),
    }),
  );
const status =
  (code: number, headers = {}): Answer =>
  (_request, response) =>
    response.writeHead(code, headers).end(JSON.stringify({ detail: 'No.' }));

describe('sending a batch', () => {
  it('posts NDJSON below the given address, with the key', async () => {
    const { sender, bodies } = await senderTo([
      (request, response, body) => {
        expect(request).toMatchObject({ method: 'POST', url: '/log/v1/events' });
        expect(request.headers).toMatchObject({
          authorization: 'Bearer dbk_test',
          'content-type': 'application/x-ndjson',
        });
        stored(request, response, body);
      },
    ]);
    expect(await sender.send(EVENTS)).toHaveLength(2);
    expect(bodies).toEqual(['{"n":1}\n{"n":2}\n']);
  });

  it.each<[string, Answer]>([
    ['the server is busy', status(503, { 'retry-after': '0' })],
    ['there are too many requests', status(429)],
    ['the connection breaks', (request) => request.socket.destroy()],
    [
      'the answer breaks off',
      (request, response) => {
        response.writeHead(200, { 'content-length': '100' }).write('{"items":[');
        setTimeout(() => request.socket.destroy(), 10);
      },
    ],
  ])('sends the same again when %s', async (_, answer) => {
    const { sender, bodies, waits } = await senderTo([answer, stored]);
    expect(await sender.send(EVENTS)).toHaveLength(2);
    expect(bodies[0]).toBe(bodies[1]);
    expect(waits).toHaveLength(1);
  });

  it('gives up after its last try', async () => {
    const { sender, bodies } = await senderTo([status(503)]);
    await expect(sender.send(EVENTS)).rejects.toThrow('answered 503');
    expect(bodies).toHaveLength(3);
  });

  it('does not insist when the key is refused', async () => {
    const { sender, bodies } = await senderTo([status(401)]);
    await expect(sender.send(EVENTS)).rejects.toThrow('answered 401: No. Give an API key');
    expect(bodies).toHaveLength(1);
  });

  it('halves a batch that something on the way finds too large', async () => {
    const { sender, bodies } = await senderTo([status(413), stored]);
    expect(await sender.send(EVENTS)).toHaveLength(2);
    expect(bodies.slice(1)).toEqual(['{"n":1}\n', '{"n":2}\n']);
  });
});

it('Retry-After is seconds or a date', () => {
  expect(retryAfterMs('3', 0)).toBe(3_000);
  expect(retryAfterMs('Thu, 01 Jan 1970 00:00:10 GMT', 4_000)).toBe(6_000);
  expect(retryAfterMs('soon', 0)).toBeUndefined();
  expect(retryAfterMs(null, 0)).toBeUndefined();
});
