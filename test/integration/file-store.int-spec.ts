import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { LocalFiles } from '../../src/platform/files/local-files';
import { S3Files } from '../../src/platform/files/s3/s3-files';
import { isStorageAway, lastingStorageFault } from '../../src/platform/files/storage-fault';
import { FILE_STORE_DUTIES } from '../support/file-store-contract';
import { startTestS3, type Fate, type TestS3 } from '../support/test-s3';

const MIB = 1024 * 1024;

describe('files in a directory', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'daybook-test-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const open = (): LocalFiles => new LocalFiles(join(root, 'files'));
  it.each(FILE_STORE_DUTIES)('$does', ({ check }) => check(open(), open));
});

describe('files in S3', () => {
  let s3: TestS3;
  beforeEach(async () => {
    s3 = await startTestS3();
  });
  afterEach(() => s3.close());

  const open = (timeoutMs = 15_000): S3Files => new S3Files(s3.location, { timeoutMs, attempts: 2 });

  it.each(FILE_STORE_DUTIES)('$does', ({ check }) => check(open(), open));

  const put = async (files: S3Files, name: string, content: Uint8Array): Promise<void> => {
    const draft = await files.begin(name);
    await draft.write(content);
    await draft.publish();
  };

  it('leave nothing but the file: one object, its name below the prefix', async () => {
    await put(open(), 'a/large.bin', randomBytes(20 * MIB));
    expect(await s3.keys()).toEqual(['a/large.bin']);
  });

  it('are cleared page by page, each page by one request', async () => {
    const files = open();
    const draft = await files.begin('many/draft');
    for (let n = 0; n < 11; n++) {
      await draft.write(Buffer.from('x'));
      await draft.sync();
    }
    await put(files, 'many/kept', Buffer.from('k'));
    s3.pageKeys = 5;
    expect(await s3.keys()).toHaveLength(12);
    const before = s3.requests.length;
    await files.clear('many', 'many/kept');
    const methods = s3.requests.slice(before).map((request) => request.split(' ')[0]);
    expect(methods).toEqual(['GET', 'POST', 'GET', 'POST', 'GET', 'POST']);
    expect(await s3.keys()).toEqual(['many/kept']);
  });

  it('have no part of a file that could not be published, and are published by whoever goes on', async () => {
    const files = open();
    const content = randomBytes(20 * MIB);
    const draft = await files.begin('a/1.zip');
    await draft.write(content);
    await draft.sync();
    let parts = 0;
    s3.fate = (method, path) =>
      method === 'PUT' && path.includes('partNumber') && ++parts > 1 ? 'cut' : 'pass';
    await expect(draft.publish()).rejects.toMatchObject({ reason: 'unavailable' });
    expect(parts).toBeGreaterThan(1);
    s3.fate = () => 'pass';
    expect(await files.size('a/1.zip')).toBeNull();
    await draft.close();
    const next = await open().resume('a/2.zip', { name: 'a/1.zip', bytes: content.length }, () => undefined);
    await next?.publish();
    await files.clear('a', 'a/2.zip');
    expect(await s3.keys()).toEqual(['a/2.zip']);
    expect((await buffer(await files.read('a/2.zip'))).equals(content)).toBe(true);
  });

  it('say that waiting helps when the server stops in the middle of a write', async () => {
    for (const fate of ['cut', 'hang', { status: 503, code: 'SlowDown' }] as Fate[]) {
      const draft = await open(500).begin('a/cut.bin');
      s3.fate = (method) => (method === 'PUT' ? fate : 'pass');
      await draft.write(Buffer.from('x'));
      const fault = await draft.sync().catch((error: unknown) => error);
      expect(fault).toMatchObject({ code: 'storage.unavailable', reason: 'unavailable' });
      expect([isStorageAway(fault), lastingStorageFault(fault)]).toEqual([true, null]);
      // Nothing is written behind what is missing.
      s3.fate = () => 'pass';
      await draft.write(Buffer.from('y'));
      await expect(draft.sync()).rejects.toBe(fault);
      await expect(draft.publish()).rejects.toBe(fault);
      await draft.discard();
      expect(await s3.keys()).toEqual([]);
    }
  });

  it('are read on when an answer breaks off, and not at all when every answer does', async () => {
    const files = open(500);
    await put(files, 'a/read.txt', Buffer.from('0123456789'.repeat(1_000)));
    let reads = 0;
    s3.fate = (method) => (method === 'GET' && ++reads === 1 ? 'cut answer' : 'pass');
    expect(await text(await files.read('a/read.txt'))).toBe('0123456789'.repeat(1_000));
    expect(reads).toBe(2);
    s3.fate = (method) => (method === 'GET' ? 'cut answer' : 'pass');
    await expect(files.read('a/read.txt').then(text)).rejects.toMatchObject({ reason: 'unavailable' });
    s3.fate = (method) => (method === 'GET' ? 'hang' : 'pass');
    await expect(files.read('a/read.txt').then(text)).rejects.toMatchObject({ reason: 'unavailable' });
  });

  it.each([
    [{ status: 403, code: 'AccessDenied' }, 'refuses access to the bucket test-files (AccessDenied)'],
    [{ status: 404, code: 'NoSuchBucket' }, 'There is no bucket test-files'],
    [{ status: 403, code: 'SignatureDoesNotMatch' }, 'refuses access'],
    [{ status: 301, code: 'PermanentRedirect' }, 'refuses access'],
    [{ status: 403, code: 'QuotaExceeded' }, 'There is no room left for files'],
    [{ status: 507, code: 'XMinioStorageFull' }, 'There is no room left for files'],
  ])('say what to do when the server answers %j', async (fate, words) => {
    const draft = await open().begin('a/x');
    s3.fate = (method) => (method === 'PUT' ? fate : 'pass');
    await draft.write(Buffer.from('x'));
    const fault = await draft.sync().catch((error: unknown) => error);
    expect(lastingStorageFault(fault)).toContain(words);
    expect(isStorageAway(fault)).toBe(false);
  });

  it('say so when some of what was to be deleted could not be', async () => {
    const files = open();
    await put(files, 'a/x', Buffer.from('x'));
    s3.fate = (method) => (method === 'POST' ? { status: 403, code: 'AccessDenied' } : 'pass');
    await expect(files.clear('a')).rejects.toMatchObject({ reason: 'refused' });
  });

  it('are not there for who has no credentials for them, and say so', async () => {
    const location = { ...s3.location, bucket: 'no-such-bucket' };
    await expect(new S3Files(location).check()).rejects.toMatchObject({ reason: 'refused' });
    const unknown = { accessKeyId: 'NOBODY', secretAccessKey: 'S3RVER' };
    const stranger = new S3Files({ ...s3.location, credentials: unknown });
    await expect(stranger.begin('a')).rejects.toMatchObject({ reason: 'refused' });
  });
});
