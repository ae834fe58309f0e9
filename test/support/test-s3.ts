import crypto, { type CipherKey, type BinaryLike } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import {
  createServer,
  request,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import S3rver from 's3rver';
import type { S3Location } from '../../config/storage-url';

const BUCKET = 'test-files';

/**
 * What becomes of a request: it passes, its connection is cut (before it is sent on, or in the middle of the answer), nothing is ever
 * answered, or an error is.
 */
export type Fate =
  'pass' | 'cut' | 'cut answer' | 'hang' | { readonly status: number; readonly code: string };

/** A server of S3 with one bucket in this process, behind a door that can misbehave. */
export interface TestS3 {
  readonly location: S3Location;
  /** The keys there are, with what is below our prefix only; in their order. */
  keys(): Promise<string[]>;
  /** Decides on each request until it is replaced; `path` is `/bucket/key?…`. */
  fate: (method: string, path: string) => Fate;
  /** At most so many keys in a page of a list, whatever is asked: S3 may give fewer than a thousand. */
  pageKeys: number;
  /** Every request so far: `PUT /bucket/key`; and its headers, in the same order. */
  readonly requests: string[];
  readonly headers: IncomingHttpHeaders[];
  close(): Promise<void>;
}

/** It makes the tokens of long lists by DES, which OpenSSL 3 does not have any more. */
const { createCipheriv } = crypto;
const twice = (bytes: unknown): Buffer => Buffer.concat([bytes as Buffer, bytes as Buffer]);
crypto.createCipheriv = ((algorithm: string, key: CipherKey, iv: BinaryLike | null) =>
  algorithm === 'des'
    ? createCipheriv('aes-128-cbc', twice(key), twice(iv))
    : createCipheriv(algorithm, key, iv)) as typeof createCipheriv;

export async function startTestS3(): Promise<TestS3> {
  const directory = mkdtempSync(join(tmpdir(), 'daybook-test-'));
  const buckets = [{ name: BUCKET }];
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory,
    configureBuckets: buckets,
  });
  const listObjects = server.store.listObjects.bind(server.store);
  server.store.listObjects = (bucket, options) =>
    listObjects(bucket, { ...options, maxKeys: Math.min(options.maxKeys, test.pageKeys) });
  const { port } = await server.run();
  const requests: string[] = [];
  const headers: IncomingHttpHeaders[] = [];
  const door = createServer((incoming, answer) => {
    const { method = '', url = '' } = incoming;
    requests.push(`${method} ${url}`);
    headers.push(incoming.headers);
    passOn(incoming, answer, port, test.fate(method, url));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => door.once('listening', resolve));
  const test: TestS3 = {
    location: locationAt((door.address() as AddressInfo).port),
    keys: () => keysIn(locationAt(port)),
    fate: () => 'pass',
    pageKeys: 1_000,
    requests,
    headers,
    close: async () => {
      door.closeAllConnections();
      door.close();
      await server.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
  return test;
}

const locationAt = (port: number): S3Location => ({
  bucket: BUCKET,
  prefix: 'daybook/',
  region: 'us-east-1',
  endpoint: `http://127.0.0.1:${port}`,
  pathStyle: true,
  credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
});

function passOn(incoming: IncomingMessage, answer: ServerResponse, port: number, fate: Fate): void {
  if (fate === 'cut') return void incoming.socket.destroy();
  if (fate === 'hang') return void incoming.resume();
  if (typeof fate === 'object') {
    incoming.resume();
    answer.writeHead(fate.status, { 'content-type': 'application/xml' });
    return void answer.end(`<Error><Code>${fate.code}</Code><Message>by the test</Message></Error>`);
  }
  const { method, url: path, headers } = incoming;
  const onward = request({ host: '127.0.0.1', port, method, path, headers }, (response) => {
    answer.writeHead(response.statusCode ?? 500, response.headers);
    if (fate === 'pass') response.pipe(answer);
    else
      response.once('data', (chunk: Buffer) => {
        answer.write(chunk.subarray(0, chunk.length / 2), () => answer.destroy());
        response.destroy();
      });
  });
  onward.on('error', () => answer.destroy());
  incoming.pipe(onward);
}

async function keysIn(location: S3Location): Promise<string[]> {
  const { region, endpoint, credentials, bucket, prefix } = location as Required<S3Location>;
  const client = new S3Client({
    ...(region && endpoint && credentials ? { region, endpoint, credentials } : {}),
    forcePathStyle: true,
  });
  const found: string[] = [];
  for (let StartAfter: string | undefined, more = true; more;) {
    const list = new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, StartAfter });
    const { Contents = [], IsTruncated = false } = await client.send(list);
    found.push(...Contents.map(({ Key = '' }) => Key.slice(prefix.length)));
    [StartAfter, more] = [Contents.at(-1)?.Key, IsTruncated];
  }
  client.destroy();
  return found;
}
