/** Objects with a number of their own; those of pages follow. */
export const OBJECT = {
  catalog: 1,
  pages: 2,
  info: 3,
  resources: 4,
  /** Forms: what every page has, the head of the table, and what is known at the end only. */
  everyPage: 5,
  tableHead: 6,
  pageCount: 7,
  eventCount: 8,
  sequences: 9,
} as const;

const FIRST = 10;
/** Children of one node of the page tree. */
export const FAN_OUT = 64;
/** A node, and two objects for each of its pages: so every number is known before it is needed. */
const GROUP = 1 + 2 * FAN_OUT;

export const nodeOf = (page: number): number => FIRST + Math.floor(page / FAN_OUT) * GROUP;
export const pageObject = (page: number): number => nodeOf(page) + 1 + 2 * (page % FAN_OUT);
export const contentObject = (page: number): number => pageObject(page) + 1;
/** The first number behind those of all pages. */
export const behindPages = (pages: number): number => (pages === 0 ? FIRST : contentObject(pages - 1) + 1);
