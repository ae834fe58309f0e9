import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fromBufferPromise, openPromise, type Entry } from 'yauzl';
import { readZip } from '../../../test/support/zip';
import { deflateBlock, ZIP_BLOCK_BYTES, ZipWriter, type ZipState } from './zip-writer';

const NOON = new Date('2026-11-20T12:34:56Z');

describe('a ZIP file', () => {
  it('is read by others, with names in any script', async () => {
    const zip = new ZipWriter(NOON);
    const bytes = Buffer.concat([
      zip.begin('записи 📁.csv', { compressed: true }),
      ...zip.write(Buffer.from('a,b\r\n')),
      ...zip.write(Buffer.from('1,2\r\n'.repeat(200_000))),
      ...zip.endEntry(),
      zip.begin('empty', { compressed: true }),
      ...zip.endEntry(),
      zip.begin('stored', { compressed: false }),
      ...zip.write(Buffer.from('as it is')),
      ...zip.endEntry(),
      ...zip.finish(),
    ]);
    const contents = await readZip(bytes);
    expect([...contents].map(([name, content]) => [name, String(content)])).toEqual([
      ['записи 📁.csv', `a,b\r\n${'1,2\r\n'.repeat(200_000)}`],
      ['empty', ''],
      ['stored', 'as it is'],
    ]);
    expect(bytes.length).toBeLessThan(20_000);
    expect(zip.state.offset).toBe(bytes.length);
    for await (const entry of (await fromBufferPromise(bytes)).eachEntry())
      expect(entry.getLastModDate({ timezone: 'UTC' })).toEqual(NOON);
  });

  it('without entries is a ZIP file', async () => {
    expect((await readZip(Buffer.concat(new ZipWriter(NOON).finish()))).size).toBe(0);
  });

  it('is the same however its content is cut, and whoever goes on with it', async () => {
    const content = Buffer.from(Array.from({ length: 90_000 }, (_, n) => `line ${n}\n`).join(''));
    const half = 400_000;
    const write = (cut: number, resume: boolean): Buffer => {
      let zip = new ZipWriter(NOON);
      const chunks: Uint8Array[] = [zip.begin('a', { compressed: true })];
      const add = (part: Buffer): void => {
        for (let at = 0; at < part.length; at += cut) chunks.push(...zip.write(part.subarray(at, at + cut)));
        chunks.push(...zip.flush());
      };
      add(content.subarray(0, half));
      if (resume) zip = new ZipWriter(NOON, JSON.parse(JSON.stringify(zip.state)) as ZipState);
      add(content.subarray(half));
      return Buffer.concat([...chunks, ...zip.endEntry(), ...zip.finish()]);
    };
    const whole = write(1_000_000, false);
    expect((await readZip(whole)).get('a')?.equals(content)).toBe(true);
    for (const cut of [7_777, ZIP_BLOCK_BYTES, 300_001]) expect(write(cut, true).equals(whole)).toBe(true);
  });

  it('takes blocks that a thread deflated, as if it had deflated them itself', async () => {
    const block = Buffer.from('x,y,z\n'.repeat(20_000));
    const zipped = (blocks: (zip: ZipWriter) => Uint8Array[]): Buffer => {
      const zip = new ZipWriter(NOON);
      const begin = zip.begin('a', { compressed: true });
      return Buffer.concat([begin, ...blocks(zip), ...zip.endEntry(), ...zip.finish()]);
    };
    const deflated = await deflateBlock(block);
    const alone = zipped((zip) => [...zip.write(block), ...zip.flush()]);
    expect(zipped((zip) => [zip.writeDeflated(block, deflated)]).equals(alone)).toBe(true);
  });

  it('keeps its state to itself until it is flushed', () => {
    const zip = new ZipWriter(NOON);
    zip.begin('a', { compressed: true });
    zip.write(Buffer.from('x'));
    expect(() => zip.state).toThrow('flush');
    expect(() => zip.begin('b', { compressed: true })).toThrow('end the entry');
    zip.endEntry();
    expect(() => zip.begin('a', { compressed: true })).toThrow('already');
  });
});

describe('a ZIP file beyond 32 bits', () => {
  let directory: string;

  beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'daybook-test-'))));
  afterEach(() => rmSync(directory, { recursive: true }));

  const beyond = 5 * 2 ** 30;
  const big = { name: 'big', compressed: false, at: 0, crc32: 1, stored: beyond, bytes: beyond };

  it('says sizes and places in 64 bits', async () => {
    const zip = new ZipWriter(NOON, { offset: beyond, entries: [big], open: true });
    const tail = Buffer.concat([
      ...zip.endEntry(),
      zip.begin('behind it', { compressed: true }),
      ...zip.write(Buffer.from('small')),
      ...zip.endEntry(),
      ...zip.finish(),
    ]);
    // A file of 5 GiB with a hole: only its end is really there.
    const path = join(directory, 'big.zip');
    writeFileSync(path, '');
    const handle = await open(path, 'r+');
    await handle.write(tail, 0, tail.length, beyond);
    await handle.close();
    const file = await openPromise(path, { autoClose: false });
    const entries: Entry[] = [];
    for await (const entry of file.eachEntry()) entries.push(entry);
    expect(entries.map(({ fileName, uncompressedSize }) => [fileName, uncompressedSize])).toEqual([
      ['big', beyond],
      ['behind it', 5],
    ]);
    expect(String(await buffer(await file.openReadStreamPromise(entries[1] as Entry)))).toBe('small');
    file.close();
  });
});
