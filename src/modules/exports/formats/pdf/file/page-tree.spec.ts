import { behindPages, contentObject, FAN_OUT, nodeOf, OBJECT, pageObject } from './page-numbers';
import { pageTree } from './page-tree';

interface Entry {
  readonly parent: number | null;
  readonly count: number;
  readonly kids: readonly number[];
}

describe('the tree of pages', () => {
  it.each([1, 64, 65, 4096, 4097, 50_000])('leads to each of %i pages, and back', (pages) => {
    const entries = new Map(
      [...pageTree(pages, behindPages(pages))].map(([number, body]) => [number, read(body)]),
    );
    const found: number[] = [];
    const walk = (number: number): number => {
      const node = entries.get(number);
      if (!node) return found.push(number) && 1;
      expect(node.kids.length).toBeLessThanOrEqual(FAN_OUT);
      for (const kid of node.kids) if (entries.has(kid)) expect(entries.get(kid)?.parent).toBe(number);
      const below = node.kids.reduce((sum, kid) => sum + walk(kid), 0);
      expect(node.count).toBe(below);
      return below;
    };
    expect(walk(OBJECT.pages)).toBe(pages);
    expect(found).toEqual(Array.from({ length: pages }, (_, page) => pageObject(page)));
  });

  it('gives every object a number of its own', () => {
    const pages = Array.from({ length: 200 }, (_, page) => page);
    const numbers = pages.flatMap((page) => [nodeOf(page), pageObject(page), contentObject(page)]);
    expect(new Set(numbers).size).toBe(2 * 200 + Math.ceil(200 / FAN_OUT));
    expect(Math.max(...numbers)).toBe(behindPages(200) - 1);
    expect(Math.min(...numbers)).toBeGreaterThan(Math.max(...Object.values(OBJECT)));
  });
});

function read(body: string): Entry {
  const parent = /\/Parent (\d+) 0 R/.exec(body)?.[1];
  const kids = /\/Kids \[([^\]]*)\]/.exec(body)?.[1] ?? '';
  return {
    parent: parent === undefined ? null : Number(parent),
    count: Number(/\/Count (\d+)/.exec(body)?.[1]),
    kids: [...kids.matchAll(/(\d+) 0 R/g)].map(([, number]) => Number(number)),
  };
}
