import { FAN_OUT, nodeOf, OBJECT, pageObject } from './page-numbers';
import { ref } from './pdf-objects';

/** A4, landscape, in points. */
export const PAPER = { width: 842, height: 595 } as const;

/** A node of the tree, and how many pages are below it. */
interface Node {
  readonly number: number;
  readonly kids: readonly number[];
  readonly pages: number;
}

/**
 * The tree of pages, node by node (number and dictionary): pages by 64, their nodes by 64 again where there are more, and the
 * root. `free`: the first number that no object has.
 */
export function* pageTree(pages: number, free: number): Generator<readonly [number, string]> {
  const low = groups(
    Array.from({ length: pages }, (_, page) => ({ number: pageObject(page), pages: 1 })),
  ).map((kids, i) => node(nodeOf(i * FAN_OUT), kids));
  const high = low.length <= FAN_OUT ? [] : groups(low).map((kids, i) => node(free + i, kids));
  const parents = new Map(high.flatMap(({ number, kids }) => kids.map((kid) => [kid, number] as const)));
  for (const one of [...low, ...high])
    yield [
      one.number,
      `<</Type/Pages/Parent ${ref(parents.get(one.number) ?? OBJECT.pages)}/Count ${one.pages}/Kids [${one.kids.map(ref).join(' ')}]>>`,
    ];
  const top = high.length > 0 ? high : low;
  yield [
    OBJECT.pages,
    `<</Type/Pages/Count ${pages}/MediaBox [0 0 ${PAPER.width} ${PAPER.height}]/Resources ${ref(OBJECT.resources)}/Kids [${top.map(({ number }) => ref(number)).join(' ')}]>>`,
  ];
}

type Kid = Pick<Node, 'number' | 'pages'>;

const node = (number: number, kids: readonly Kid[]): Node => ({
  number,
  kids: kids.map((kid) => kid.number),
  pages: kids.reduce((sum, kid) => sum + kid.pages, 0),
});

const groups = (kids: readonly Kid[]): Kid[][] =>
  Array.from({ length: Math.ceil(kids.length / FAN_OUT) }, (_, i) =>
    kids.slice(i * FAN_OUT, (i + 1) * FAN_OUT),
  );
