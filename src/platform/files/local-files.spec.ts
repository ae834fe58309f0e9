import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { LocalFiles } from './local-files';

describe('local files', () => {
  let root: string;
  let files: LocalFiles;

  beforeEach(() => {
    root = join(mkdtempSync(join(tmpdir(), 'daybook-test-')), 'files');
    files = new LocalFiles(root);
  });

  afterEach(() => rmSync(join(root, '..'), { recursive: true }));

  const write = async (name: string, content: string): Promise<void> => {
    const draft = await files.begin(name);
    await draft.write(Buffer.from(content));
    await draft.publish();
  };

  it('are seen whole or not at all', async () => {
    const draft = await files.begin('a/b/c.csv');
    await draft.write(Buffer.from('half'));
    await draft.sync();
    expect(await files.size('a/b/c.csv')).toBeNull();
    await draft.publish();
    expect(await files.size('a/b/c.csv')).toBe(4);
    expect(await text(await files.read('a/b/c.csv', { start: 1, end: 2 }))).toBe('al');
  });

  it('are nobody else’s', async () => {
    await write('a/b.csv', 'x');
    expect([root, join(root, 'a')].map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o700]);
    expect(statSync(join(root, 'a/b.csv')).mode & 0o777).toBe(0o600);
  });

  it('go on where another draft stopped, published or not', async () => {
    const first = await files.begin('a/1.csv');
    await first.write(Buffer.from('0123456789'));
    await first.close();
    const seen: string[] = [];
    const second = await files.resume('a/2.csv', { name: 'a/1.csv', bytes: 4 }, (chunk) => {
      seen.push(String(Buffer.from(chunk)));
    });
    await second?.write(Buffer.from('!'));
    await second?.publish();
    expect(seen).toEqual(['0123']);
    expect(await text(await files.read('a/2.csv'))).toBe('0123!');
    expect(await files.resume('a/3.csv', { name: 'a/2.csv', bytes: 6 }, () => undefined)).toBeNull();
    expect(await files.resume('a/3.csv', { name: 'a/gone.csv', bytes: 1 }, () => undefined)).toBeNull();
    const third = await files.resume('a/3.csv', { name: 'a/2.csv', bytes: 5 }, () => undefined);
    expect(third?.bytes).toBe(5);
    await third?.discard();
  });

  it('leave nothing when they are discarded or cleared', async () => {
    await (await files.begin('a/draft.csv')).discard();
    await write('a/kept.csv', 'x');
    await write('a/other.csv', 'x');
    await files.clear('a', 'a/kept.csv');
    expect(readdirSync(join(root, 'a'))).toEqual(['kept.csv']);
    await files.clear('a');
    await files.clear('a');
    expect(readdirSync(root)).toEqual([]);
  });

  it.each(['../x', '/x', 'a/../x', 'a//b', '.x', 'a/.b', 'a\0b', ''])('refuse the name %j', async (name) => {
    await expect(files.begin(name)).rejects.toThrow('is no name for a file');
  });
});
