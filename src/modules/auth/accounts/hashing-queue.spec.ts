import { HashingQueue } from './hashing-queue';

function gate(): { promise: Promise<void>; open: () => void } {
  let open = (): void => undefined;
  const promise = new Promise<void>((resolve) => (open = resolve));
  return { promise, open };
}

describe('HashingQueue', () => {
  it('runs no more at once than it may, and all in the end', async () => {
    const queue = new HashingQueue({ concurrent: 2, patienceMs: 5_000 });
    let running = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
    };
    await Promise.all(Array.from({ length: 20 }, () => queue.run(work)));
    expect(most).toBe(2);
  });

  it('turns away who waits too long, and then goes on', async () => {
    const queue = new HashingQueue({ concurrent: 1, patienceMs: 10 });
    const { promise, open } = gate();
    const first = queue.run(() => promise);
    await expect(queue.run(() => Promise.resolve())).rejects.toMatchObject({
      code: 'sign_in.busy',
      kind: 'throttled',
    });
    open();
    await first;
    await expect(queue.run(() => Promise.resolve('done'))).resolves.toBe('done');
  });

  it('frees the turn of work that fails', async () => {
    const queue = new HashingQueue({ concurrent: 1, patienceMs: 10 });
    await expect(queue.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(queue.run(() => Promise.resolve(1))).resolves.toBe(1);
  });
});
