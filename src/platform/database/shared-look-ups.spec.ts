import { SharedLookUps } from './shared-look-ups';

/** A look-up that ends when it is told to. */
function byHand() {
  const begun: { key: string; end: (value: string) => void; fail: (error: Error) => void }[] = [];
  const lookUps = new SharedLookUps<string>(
    (key) => new Promise((resolve, reject) => begun.push({ key, end: resolve, fail: reject })),
  );
  return { begun, lookUps };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('shared look-ups', () => {
  it('give whoever comes during one the answer of the next, all of them the same', async () => {
    const { begun, lookUps } = byHand();
    const first = lookUps.find('a');
    const later = [lookUps.find('a'), lookUps.find('a')];
    expect(begun).toHaveLength(1);
    begun[0]?.end('old');
    expect(await first).toBe('old');
    await turn();
    expect(begun).toHaveLength(2);
    begun[1]?.end('new');
    expect(await Promise.all(later)).toEqual(['new', 'new']);
  });

  it('ask anew when nobody is asking', async () => {
    const { begun, lookUps } = byHand();
    for (const answer of ['one', 'two']) {
      const found = lookUps.find('a');
      begun.at(-1)?.end(answer);
      expect(await found).toBe(answer);
    }
    expect(begun).toHaveLength(2);
  });

  it('keep keys apart', () => {
    const { begun, lookUps } = byHand();
    void lookUps.find('a');
    void lookUps.find('b');
    expect(begun.map(({ key }) => key)).toEqual(['a', 'b']);
  });

  it('let a failure hurt only those who asked before it', async () => {
    const { begun, lookUps } = byHand();
    const first = lookUps.find('a');
    const second = lookUps.find('a');
    begun[0]?.fail(new Error('gone'));
    await expect(first).rejects.toThrow('gone');
    await turn();
    begun[1]?.end('back');
    expect(await second).toBe('back');
  });
});
