import { batchesOf } from './batches';
import type { Outgoing } from './outgoing';

async function* events(...sizes: number[]): AsyncGenerator<Outgoing> {
  for (const size of sizes) yield { where: '', line: 'x'.repeat(size), outcome: 'success' };
}

async function lengths(list: AsyncIterable<Outgoing>, most: number): Promise<number[]> {
  const found = [];
  for await (const batch of batchesOf(list, most)) found.push(batch.length);
  return found;
}

describe('batches', () => {
  it('hold as many events as wanted', async () => {
    expect(await lengths(events(1, 1, 1, 1, 1), 2)).toEqual([2, 2, 1]);
    expect(await lengths(events(), 2)).toEqual([]);
  });

  it('hold no more than one request may have, line ends counted', async () => {
    const MiB = 1024 * 1024;
    expect(await lengths(events(4 * MiB - 1, 4 * MiB - 1, 1), 10)).toEqual([2, 1]);
    expect(await lengths(events(4 * MiB - 1, 4 * MiB, 1), 10)).toEqual([1, 2]);
  });
});
