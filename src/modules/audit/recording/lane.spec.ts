import { Lane, type Append } from './lane';
import type { PreparedEvent } from './event-wire';

const events = (...ids: string[]): PreparedEvent[] =>
  ids.map((id) => ({ event: { id }, parts: {} }) as unknown as PreparedEvent);

/** A writer that commits when it is told to. */
function controlled(limits = { writers: 1, batch: 4, waiting: 8, bytes: 1_000 }): {
  lane: Lane;
  batches: string[][];
  commit: () => void;
} {
  const batches: string[][] = [];
  const waiting: (() => void)[] = [];
  const write = (appends: readonly Append[]): Promise<void> => {
    batches.push(appends.flatMap((append) => append.events.map(({ event }) => event.id)));
    return new Promise((resolve) => {
      waiting.push(() => {
        for (const append of appends) append.resolve([]);
        resolve();
      });
    });
  };
  const commit = (): void => waiting.shift()?.();
  return { lane: new Lane(write, () => undefined, limits), batches, commit };
}

describe('a lane', () => {
  it('writes at once when idle and gathers while a transaction is under way', async () => {
    const { lane, batches, commit } = controlled();
    const first = lane.add(events('a'), false);
    const rest = [lane.add(events('b'), false), lane.add(events('c'), false)];
    expect(batches).toEqual([['a']]);
    commit();
    await first;
    await new Promise(setImmediate);
    expect(batches).toEqual([['a'], ['b', 'c']]);
    commit();
    await Promise.all(rest);
  });

  it('never puts the same id twice into one transaction, nor anything beside an all-or-nothing append', async () => {
    const { lane, batches, commit } = controlled();
    const all = [
      lane.add(events('a'), false),
      lane.add(events('b'), false),
      lane.add(events('b'), false),
      lane.add(events('c'), true),
      lane.add(events('d'), false),
    ];
    for (let i = 0; i < 5; i++) {
      commit();
      await new Promise(setImmediate);
    }
    await Promise.all(all);
    expect(batches).toEqual([['a'], ['b'], ['b'], ['c'], ['d']]);
  });

  it('tells callers to come back when it is full, and drops nothing that it accepted', async () => {
    const { lane, batches, commit } = controlled();
    const accepted = [
      lane.add(events('a'), false),
      lane.add(events('b', 'c', 'd', 'e'), false),
      lane.add(events('f', 'g', 'h', 'i'), false),
    ];
    expect(() => lane.add(events('j'), false)).toThrow(
      expect.objectContaining({ code: 'log.busy', kind: 'unavailable' }) as Error,
    );
    for (let i = 0; i < 3; i++) {
      commit();
      await new Promise(setImmediate);
    }
    await Promise.all(accepted);
    expect(batches.flat()).toEqual([...'abcdefghi']);
  });
});
