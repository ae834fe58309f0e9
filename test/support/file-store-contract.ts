import { createHash, randomBytes } from 'node:crypto';
import { buffer, text } from 'node:stream/consumers';
import type { FileStore } from '../../src/platform/files/file-store';

const MIB = 1024 * 1024;

/** One thing that every store of files does, whatever it stands on. `open` gives a new view of the same, at first empty place. */
interface Duty {
  readonly does: string;
  readonly check: (files: FileStore, open: () => FileStore) => Promise<void>;
}

const write = async (files: FileStore, name: string, content: string): Promise<void> => {
  const draft = await files.begin(name);
  await draft.write(Buffer.from(content));
  await draft.publish();
};

const read = async (files: FileStore, name: string): Promise<string> => text(await files.read(name));

export const FILE_STORE_DUTIES: readonly Duty[] = [
  {
    does: 'shows a file whole or not at all',
    check: async (files) => {
      const draft = await files.begin('a/b/c.csv');
      await draft.write(Buffer.from('half'));
      await draft.sync();
      expect(await files.size('a/b/c.csv')).toBeNull();
      await expect(files.read('a/b/c.csv')).rejects.toMatchObject({ code: 'ENOENT' });
      await draft.write(Buffer.from(' and half'));
      expect(draft.bytes).toBe(13);
      await draft.publish();
      expect(await files.size('a/b/c.csv')).toBe(13);
      expect(await read(files, 'a/b/c.csv')).toBe('half and half');
    },
  },
  {
    does: 'reads a range, or what of it there is',
    check: async (files) => {
      await write(files, 'r.txt', '0123456789');
      const range = async (start: number, end: number) => text(await files.read('r.txt', { start, end }));
      expect(await range(1, 2)).toBe('12');
      expect(await range(0, 0)).toBe('0');
      expect(await range(8, 20)).toBe('89');
      expect(await range(10, 20)).toBe('');
    },
  },
  {
    does: 'keeps an empty file',
    check: async (files) => {
      await (await files.begin('empty')).publish();
      expect(await files.size('empty')).toBe(0);
      expect(await read(files, 'empty')).toBe('');
    },
  },
  {
    does: 'keeps 20 MiB as they were written, in chunks of any size',
    check: async (files) => {
      const content = randomBytes(20 * MIB + 7);
      const draft = await files.begin('large.bin');
      const sizes = [1, 3 * MIB, 8 * MIB - 1, 65_536, 9 * MIB, 5];
      let at = 0;
      for (let n = 0; at < content.length; n++) {
        const chunk = Buffer.from(content.subarray(at, at + (sizes[n % sizes.length] ?? 1)));
        at += chunk.length;
        const syncing = n === 3 ? draft.sync() : undefined;
        await draft.write(chunk);
        // Whoever writes may use their buffer again.
        chunk.fill(0);
        await syncing;
      }
      await draft.publish();
      const stored = await buffer(await files.read('large.bin'));
      expect(hashOf(stored)).toBe(hashOf(content));
      const middle = await buffer(await files.read('large.bin', { start: 7 * MIB, end: 17 * MIB }));
      expect(hashOf(middle)).toBe(hashOf(content.subarray(7 * MIB, 17 * MIB + 1)));
    },
  },
  {
    does: 'goes on where another draft stopped, published or not, also from another machine',
    check: async (files, open) => {
      const first = await files.begin('a/1.csv');
      await first.write(Buffer.from('01234'));
      await first.sync();
      await first.write(Buffer.from('56789'));
      await first.close();
      const elsewhere = open();
      const seen: string[] = [];
      const from = { name: 'a/1.csv', bytes: 4 };
      const second = await elsewhere.resume('a/2.csv', from, async (chunk) => {
        await Promise.resolve();
        seen.push(Buffer.from(chunk).toString());
      });
      expect(second?.bytes).toBe(4);
      await second?.write(Buffer.from('!'));
      await second?.publish();
      expect(seen.join('')).toBe('0123');
      expect(await read(files, 'a/2.csv')).toBe('0123!');
      const resumed = (name: string, bytes: number) =>
        files.resume('a/3.csv', { name, bytes }, () => undefined);
      expect(await resumed('a/1.csv', 11)).toBeNull();
      expect(await resumed('a/2.csv', 6)).toBeNull();
      expect(await resumed('a/gone.csv', 1)).toBeNull();
      const third = await resumed('a/2.csv', 5);
      expect(third?.bytes).toBe(5);
      await third?.discard();
    },
  },
  {
    does: 'resumes 20 MiB from pieces of every size',
    check: async (files) => {
      const content = randomBytes(20 * MIB);
      const first = await files.begin('a/long.1');
      for (let at = 0; at < content.length; at += MIB) {
        await first.write(content.subarray(at, at + MIB));
        if (at % (5 * MIB) === 0) await first.sync();
      }
      await first.sync();
      const hash = createHash('sha256');
      const second = await files.resume('a/long.2', { name: 'a/long.1', bytes: 19 * MIB + 3 }, (chunk) => {
        hash.update(chunk);
      });
      expect(hash.digest('hex')).toBe(hashOf(content.subarray(0, 19 * MIB + 3)));
      await second?.publish();
      expect(hashOf(await buffer(await files.read('a/long.2')))).toBe(
        hashOf(content.subarray(0, 19 * MIB + 3)),
      );
      await first.close();
    },
  },
  {
    does: 'does not mix two drafts of one name',
    check: async (files) => {
      const draft = await files.begin('twice');
      await draft.write(Buffer.from('x'));
      await draft.sync();
      await expect(files.begin('twice')).rejects.toMatchObject({ code: 'EEXIST' });
      await draft.discard();
      await (await files.begin('twice')).publish();
    },
  },
  {
    does: 'leaves nothing when a draft is discarded, published or not',
    check: async (files) => {
      const draft = await files.begin('a/draft.csv');
      await draft.write(Buffer.from('x'));
      await draft.sync();
      await draft.discard();
      const again = await files.begin('a/draft.csv');
      await again.write(Buffer.from('y'));
      await again.publish();
      await again.discard();
      expect(await files.size('a/draft.csv')).toBeNull();
      expect(await files.resume('a/x', { name: 'a/draft.csv', bytes: 1 }, () => undefined)).toBeNull();
    },
  },
  {
    does: 'clears a folder, but for one file, and no other folder',
    check: async (files) => {
      for (const name of ['a/kept.csv', 'a/other.csv', 'ab/c.csv', 'a/sub/d.csv'])
        await write(files, name, name);
      const draft = await files.begin('a/dead.csv');
      await draft.write(Buffer.from('x'));
      await draft.close();
      await files.clear('a', 'a/kept.csv');
      expect(await read(files, 'a/kept.csv')).toBe('a/kept.csv');
      expect(await files.size('a/other.csv')).toBeNull();
      expect(await files.resume('b', { name: 'a/dead.csv', bytes: 1 }, () => undefined)).toBeNull();
      await files.clear('a');
      await files.clear('a');
      expect(await files.size('a/kept.csv')).toBeNull();
      expect(await files.size('a/sub/d.csv')).toBeNull();
      expect(await read(files, 'ab/c.csv')).toBe('ab/c.csv');
    },
  },
  {
    does: 'copies a file, in the place of another one too, and removes one',
    check: async (files) => {
      await write(files, 'a/from.zip', 'new');
      await write(files, 's/2026-11-27.zip', 'old');
      await files.copy('a/from.zip', 's/2026-11-27.zip');
      await files.copy('a/from.zip', 's/2026-11-27.zip');
      await files.remove('a/from.zip');
      await files.remove('a/from.zip');
      expect(await files.size('a/from.zip')).toBeNull();
      expect(await read(files, 's/2026-11-27.zip')).toBe('new');
      await expect(files.copy('a/from.zip', 's/x.zip')).rejects.toMatchObject({ code: 'ENOENT' });
      expect(await files.size('s/x.zip')).toBeNull();
    },
  },
  {
    does: 'can be reached',
    check: async (files) => {
      await expect(files.check()).resolves.toBeUndefined();
    },
  },
  {
    does: 'refuses names that lead elsewhere',
    check: async (files) => {
      for (const name of ['../x', '/x', 'a/../x', 'a//b', '.x', 'a/.b', 'a\0b', 'a/', 'a b', 'ä', '']) {
        const refusal = 'is no name for a file';
        await expect(files.begin(name)).rejects.toThrow(refusal);
        await expect(files.read(name)).rejects.toThrow(refusal);
        await expect(files.size(name)).rejects.toThrow(refusal);
        await expect(files.remove(name)).rejects.toThrow(refusal);
        await expect(files.clear(name)).rejects.toThrow(refusal);
        await expect(files.copy(name, 'x')).rejects.toThrow(refusal);
        await expect(files.resume('x', { name, bytes: 0 }, () => undefined)).rejects.toThrow(refusal);
      }
    },
  },
];

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
