import { chmodSync, readdirSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { S3Location } from '../../config/storage-url';
import { AnchorDirectory } from '../../src/modules/integrity/anchors/places/directory';
import { LockedObjects } from '../../src/modules/integrity/anchors/places/locked-objects';
import {
  nameOf,
  type Departure,
  type OutsideFault,
} from '../../src/modules/integrity/anchors/places/outside';
import { DAY_MS } from '../../src/platform/clock/clock';
import { TestClock } from '../support/test-clock';
import { startTestS3, type TestS3 } from '../support/test-s3';
import { temporaryDirectory } from '../support/temporary-directory';

const ORGANIZATION = '018f3b7e-0000-7000-8000-000000000001';

const departure = (size: number, note = `log\n${size}\nroot\n\n— log AAAA\n`): Departure => ({
  organizationId: ORGANIZATION,
  checkpoint: {
    size,
    note,
    root: Buffer.alloc(32),
    signedAt: new Date('2026-11-28T12:00:00.123Z'),
    epoch: 1,
  },
  knownSize: 0,
  proofFrom: () => Promise.resolve([]),
});

const NAME = `${ORGANIZATION}/1/0000000000041-20261128T120000123Z.txt`;

const faultOf = (taking: Promise<unknown>): Promise<OutsideFault> =>
  taking.then(
    () => Promise.reject(new Error('it was taken')),
    (error: unknown) => error as OutsideFault,
  );

describe('a directory of anchors', () => {
  let directory: string;
  let anchors: AnchorDirectory;
  beforeEach(() => {
    directory = temporaryDirectory();
    anchors = new AnchorDirectory(directory);
  });

  it('gets each note as a file of its own, which nobody writes again', async () => {
    expect(nameOf(ORGANIZATION, departure(41).checkpoint)).toBe(NAME);
    await expect(anchors.take(departure(41))).resolves.toEqual({ receipt: NAME });
    await anchors.take(departure(42));
    const path = join(directory, NAME);
    expect(readFileSync(path, 'utf8')).toBe(departure(41).checkpoint.note);
    expect(statSync(path).mode & 0o222).toBe(0);
    expect(readdirSync(join(directory, ORGANIZATION, '1'))).toHaveLength(2);
  });

  it('takes the same note twice, and keeps what a crash left half', async () => {
    await anchors.take(departure(41));
    await expect(anchors.take(departure(41))).resolves.toEqual({ receipt: NAME });
    chmodSync(join(directory, NAME), 0o640);
    truncateSync(join(directory, NAME), 5);
    const second = NAME.replace('.txt', '-2.txt');
    await expect(anchors.take(departure(41))).resolves.toEqual({ receipt: second });
    expect(readFileSync(join(directory, NAME), 'utf8')).toHaveLength(5);
    expect(readFileSync(join(directory, second), 'utf8')).toBe(departure(41).checkpoint.note);
  });

  it('says so when it cannot be written', async () => {
    await anchors.take(departure(41));
    const broken = new AnchorDirectory(join(directory, NAME));
    expect(await faultOf(broken.take(departure(1)))).toMatchObject({
      reason: 'refused',
      message: expect.stringMatching(/ANCHOR_URL cannot be written \(E[A-Z]+\)/),
    });
  });
});

describe('a bucket of anchors', () => {
  let s3: TestS3;
  const clock = new TestClock();
  beforeAll(async () => {
    s3 = await startTestS3();
  });
  afterAll(() => s3.close());
  beforeEach(() => {
    s3.fate = () => 'pass';
  });

  it('asks S3 to lock each note until its time, in a way that nobody may undo', async () => {
    const anchors = new LockedObjects(s3.location, 30, clock);
    const { receipt } = await anchors.take(departure(41));
    expect(receipt).toContain(NAME);
    expect(await s3.keys()).toContain(NAME);
    const put = s3.headers[
      s3.requests.findIndex((request) => request.startsWith('PUT'))
    ] as IncomingHttpHeaders;
    expect(put['x-amz-object-lock-mode']).toBe('COMPLIANCE');
    const until = Date.parse(put['x-amz-object-lock-retain-until-date'] as string);
    expect(Math.abs(until - clock.now().getTime() - 30 * DAY_MS)).toBeLessThan(60_000);
    expect(put['content-md5']).toMatch(/^[A-Za-z0-9+/]{22}==$/);
  });

  it('does not call locked what the server does not', async () => {
    const { receipt } = await new LockedObjects(s3.location, 30, clock).take(departure(42));
    expect(receipt).toMatch(/did not confirm the lock/);
    const knows = await lockingServer();
    const confirmed = await new LockedObjects(knows.location, 30, clock).take(departure(42));
    expect(confirmed.receipt).toMatch(/version v-7, locked until \d{4}-\d\d-\d\d$/);
    knows.close();
  });

  it('tells what heals by itself from what an operator has to mend', async () => {
    const anchors = new LockedObjects(s3.location, 30, clock);
    s3.fate = () => ({ status: 403, code: 'AccessDenied' });
    expect(await faultOf(anchors.take(departure(1)))).toMatchObject({
      reason: 'refused',
      message: expect.stringContaining('check ANCHOR_URL'),
    });
    s3.fate = () => ({ status: 400, code: 'InvalidRequest' });
    expect((await faultOf(anchors.take(departure(1)))).reason).toBe('refused');
    s3.fate = () => ({ status: 503, code: 'SlowDown' });
    expect((await faultOf(anchors.take(departure(1)))).reason).toBe('unavailable');
    s3.fate = () => 'cut';
    expect((await faultOf(anchors.take(departure(1)))).reason).toBe('unavailable');
  });
});

/** As much of S3 with object lock as is asked: it remembers the headers of an object and shows them. */
async function lockingServer(): Promise<{ location: S3Location; close: () => void }> {
  const locked = new Map<string, string>();
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '', 'http://s3').pathname;
    const mode = request.headers['x-amz-object-lock-mode'];
    if (request.method === 'PUT') locked.set(path, String(mode));
    const shown = request.method === 'HEAD' ? { 'x-amz-object-lock-mode': locked.get(path) ?? '' } : {};
    request.resume();
    request.on('end', () => response.writeHead(200, { 'x-amz-version-id': 'v-7', ...shown }).end());
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const location: S3Location = {
    bucket: 'anchors',
    prefix: '',
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pathStyle: true,
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  };
  return { location, close: () => (server.closeAllConnections(), server.close()) };
}
