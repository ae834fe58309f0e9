import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { startTestApp, type TestApp } from '../support/test-app';

describe('a slow client', () => {
  let test: TestApp;

  beforeAll(async () => {
    test = await startTestApp({ settings: { logLevel: 'silent' } });
  });
  afterAll(() => test.close());

  it('has 10 s for its headers and 30 s for its request', () => {
    const server = test.app.getHttpServer();
    expect({ headers: server.headersTimeout, request: server.requestTimeout }).toEqual({
      headers: 10_000,
      request: 30_000,
    });
  });

  it.each([
    ['headers', 'request.malformed', 'POST /v1/events HTTP/1.1\r\nHost: daybook\r\nX-Slow: '],
    [
      'body',
      'events.ingested',
      'POST /v1/events HTTP/1.1\r\nHost: daybook\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{"a',
    ],
  ])('that never ends its %s is cut, told so and recorded', async (_what, action, bytes) => {
    const before = (await test.events()).length;
    const server = test.app.getHttpServer();
    Object.assign(server, { headersTimeout: 200, requestTimeout: 300 });
    const socket = connect(Number(new URL(test.url).port), '127.0.0.1');
    socket.write(bytes);
    expect(await answerOf(socket)).toMatch(
      /^HTTP\/1\.1 408 Request Timeout\r\n[^]*application\/problem\+json/,
    );
    expect((await test.events()).slice(before)).toMatchObject([
      { action, outcome: 'failure', context: { http: { status: 408 } } },
    ]);
  });
});

/** All that comes until the other side closes. */
async function answerOf(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(socket, 'close');
  return Buffer.concat(chunks).toString();
}
