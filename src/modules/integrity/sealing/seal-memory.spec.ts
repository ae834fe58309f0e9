import {
  appendFileSync,
  chmodSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createHash, randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lineOf, readLines, HEADER, type Remembered } from './memory-lines';
import { lookAtMemory, MemoryFault, SealMemory } from './seal-memory';

const entry = (size: number, organizationId: string = randomUUID()): Remembered => ({
  organizationId,
  epoch: 1,
  size,
  root: createHash('sha256').update(String(size)).digest(),
});

describe('what was signed last', () => {
  let directory: string;
  let path: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'daybook-memory-'));
    path = join(directory, 'seals', 'journal');
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  async function opened(): Promise<SealMemory> {
    const memory = new SealMemory(directory);
    await memory.open();
    return memory;
  }

  it('is remembered by whoever comes next', async () => {
    const [first, second] = [entry(3), entry(7)];
    const memory = await opened();
    await memory.remember([first, second]);
    await memory.remember([{ ...first, size: 9 }]);
    const other = await opened();
    expect(other.at(first.organizationId)).toEqual({ ...first, size: 9 });
    expect(other.at(second.organizationId)).toEqual(second);
    expect(other.at(randomUUID())).toBeUndefined();
    expect(await lookAtMemory(directory)).toEqual(
      new Map([
        [first.organizationId, { ...first, size: 9 }],
        [second.organizationId, second],
      ]),
    );
  });

  it('is known to a process although another has written it', async () => {
    const [one, other] = [await opened(), await opened()];
    const log = entry(1);
    for (const [turn, memory] of [one, other, one, one, other].entries()) {
      await memory.open();
      expect(memory.at(log.organizationId)?.size).toBe(turn === 0 ? undefined : turn);
      await memory.remember([{ ...log, size: turn + 1 }]);
    }
  });

  it('survives a crash at every byte of a line', async () => {
    const [first, second] = [entry(3), entry(4)];
    await (await opened()).remember([first]);
    const before = readFileSync(path).length;
    await (await opened()).remember([second]);
    const whole = readFileSync(path);
    for (let bytes = before; bytes < whole.length; bytes++) {
      writeFileSync(path, whole.subarray(0, bytes));
      const memory = await opened();
      expect(memory.at(first.organizationId)).toEqual(first);
      expect(memory.at(second.organizationId)).toBeUndefined();
      await memory.remember([second]);
      expect(readFileSync(path)).toEqual(whole);
    }
  });

  it('survives blocks of zeros where a line was to be', async () => {
    const [first, second] = [entry(3), entry(4)];
    await (await opened()).remember([first]);
    appendFileSync(path, Buffer.alloc(5_000));
    const memory = await opened();
    expect(memory.at(first.organizationId)).toEqual(first);
    await memory.remember([second]);
    expect((await opened()).at(second.organizationId)).toEqual(second);
  });

  it('is not taken for something else when a byte within is changed', async () => {
    await (await opened()).remember([entry(3), entry(4), entry(5)]);
    const whole = readFileSync(path);
    for (let at = 0; at < whole.length - lineOf(entry(5)).length; at += 7) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(readLines(changed.toString('latin1'))).toBeNull();
    }
    writeFileSync(path, whole.toString('latin1').replace(' 1 4 ', ' 1 5 '), 'latin1');
    await expect(opened()).rejects.toThrow(/is damaged.*Put it back from a backup/);
  });

  it('is written anew when most of its lines are old', async () => {
    const memory = await opened();
    const log = entry(0);
    for (let size = 0; size < 50; size++)
      await memory.remember(Array.from({ length: 100 }, (_, n) => ({ ...log, size: 100 * size + n })));
    expect(readFileSync(path, 'latin1').split('\n').length).toBeLessThan(1_000);
    expect((await opened()).at(log.organizationId)?.size).toBe(4_999);
  });

  it('is written again when its file is taken away', async () => {
    const memory = await opened();
    const log = entry(3);
    await memory.remember([log]);
    rmSync(join(directory, 'seals'), { recursive: true });
    await memory.open();
    expect((await opened()).at(log.organizationId)).toEqual(log);
  });

  it('begins anew from a file that was never finished', async () => {
    await opened();
    truncateSync(path, 4);
    const memory = await opened();
    await memory.remember([entry(1)]);
    expect(readFileSync(path, 'latin1').startsWith(HEADER)).toBe(true);
  });

  it('says what to do when it cannot be written, and counts nothing', async () => {
    const memory = await opened();
    const log = entry(3);
    rmSync(join(directory, 'seals'), { recursive: true });
    writeFileSync(join(directory, 'seals'), 'in the way');
    await expect(memory.remember([log])).rejects.toThrow(MemoryFault);
    await expect(memory.open()).rejects.toThrow(/cannot be read .*Sealing goes on by itself/);
    expect(memory.at(log.organizationId)).toBeUndefined();
    chmodSync(join(directory, 'seals'), 0o600);
  });
});
