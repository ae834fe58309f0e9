import { UsedCharacters } from '../fonts/used-characters';
import { Lengths } from './lengths';

describe('what a PDF remembers', () => {
  it('are the lengths of its pages, in order', () => {
    const lengths = new Lengths();
    const all = Array.from({ length: 5000 }, (_, i) => (i * 7919) % 300_000);
    all.slice(0, 3000).forEach((length) => lengths.push(length));
    const resumed = new Lengths(lengths.state);
    expect(resumed.count).toBe(3000);
    all.slice(3000).forEach((length) => resumed.push(length));
    expect([...resumed]).toEqual(all);
  });

  it('are the characters it used, a bit each', () => {
    const used = new UsedCharacters();
    for (const cid of [65, 0, 65_535, 65]) used.mark(0, cid);
    used.mark(17, 7);
    const resumed = new UsedCharacters(JSON.parse(JSON.stringify(used.state)) as Record<string, string>);
    resumed.mark(2, 1);
    expect(resumed.planes).toEqual([0, 2, 17]);
    expect(resumed.cids(0)).toEqual([0, 65, 65_535]);
    expect(resumed.cids(17)).toEqual([7]);
    expect(JSON.stringify(used.state).length).toBeLessThan(200);
  });
});
