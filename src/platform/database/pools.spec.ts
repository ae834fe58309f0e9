import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { DatabasePool } from './pools';

describe('a pool of connections', () => {
  let server: Server;
  let pool: DatabasePool;

  beforeEach(async () => {
    server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.end(Buffer.concat([AUTHENTICATED, READY, SHUT_DOWN])));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    pool = new DatabasePool(`postgres://u@127.0.0.1:${(server.address() as AddressInfo).port}/d`, 'test', 1);
  });
  afterEach(async () => {
    await pool.close();
    server.close();
  });

  it('outlives a server that dies at the moment a connection is handed over', async () => {
    for (let tries = 0; tries < 2; tries++)
      await expect(pool.use((client) => client.query('SELECT 1'))).rejects.toThrow(
        /shutting down|connection/i,
      );
  });
});

/** A message of the PostgreSQL protocol: its type, the length of what follows, the content. */
function message(type: string, content: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(content.length + 4);
  return Buffer.concat([Buffer.from(type), length, content]);
}

const AUTHENTICATED = message('R', Buffer.alloc(4));
const READY = message('Z', Buffer.from('I'));
const SHUT_DOWN = message('E', Buffer.from('SFATAL\0C57P01\0Mthe server is shutting down\0\0'));
