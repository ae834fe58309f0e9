import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalFiles } from './local-files';

/** What it has in common with other stores stands in test/support/file-store-contract.ts. */
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

  it('are nobody else’s', async () => {
    await write('a/b.csv', 'x');
    await files.copy('a/b.csv', 'c/b.csv');
    expect(['', 'a', 'c'].map((path) => statSync(join(root, path)).mode & 0o777)).toEqual([
      0o700, 0o700, 0o700,
    ]);
    expect(['a/b.csv', 'c/b.csv'].map((path) => statSync(join(root, path)).mode & 0o777)).toEqual([
      0o600, 0o600,
    ]);
  });

  it('leave nothing when they are discarded or cleared', async () => {
    await (await files.begin('a/draft.csv')).discard();
    await write('a/kept.csv', 'x');
    await write('a/other.csv', 'x');
    await files.clear('a', 'a/kept.csv');
    expect(readdirSync(join(root, 'a'))).toEqual(['kept.csv']);
    await files.clear('a');
    expect(readdirSync(root)).toEqual([]);
  });

  it('take no second room when they are copied, and leave no draft of the copy', async () => {
    await write('a/b.csv', 'x');
    for (let n = 0; n < 2; n++) await files.copy('a/b.csv', 'c/d.csv');
    expect(statSync(join(root, 'c/d.csv')).ino).toBe(statSync(join(root, 'a/b.csv')).ino);
    expect(readdirSync(join(root, 'c'))).toEqual(['d.csv']);
  });
});
