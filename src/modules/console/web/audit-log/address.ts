/** The state of the page, all of it in the address. Texts as people would write them. */
export interface LogSearch {
  readonly q?: string;
  /** `today`, `yesterday`, or so many hours, days or weeks (`24h`, `7d`, `4w`) up to now. */
  readonly range?: string;
  /** Absolute, instead of `range`: dates or RFC 3339. */
  readonly from?: string;
  readonly to?: string;
  /** The event that is open. */
  readonly e?: string;
  readonly tab?: string;
  /** Columns, in their order. */
  readonly cols?: string;
  readonly sort?: string;
  readonly limit?: string;
  readonly cursor?: string;
  /** Which page the cursor leads to. */
  readonly page?: string;
  readonly by?: string;
  /** `1`: what is new comes in by itself. */
  readonly live?: string;
  /** A saved view, to be opened: replaced by what it says. */
  readonly view?: string;
}

const NAMES = [
  'q',
  'range',
  'from',
  'to',
  'e',
  'tab',
  'cols',
  'sort',
  'limit',
  'cursor',
  'page',
  'by',
  'live',
  'view',
] as const;

/** Unknown parameters are dropped, the rest is judged where it is used, by the server at the latest. */
export function readSearch(given: Record<string, unknown>): LogSearch {
  const pairs = NAMES.flatMap((name) => {
    const value = given[name];
    return typeof value === 'string' && value !== '' ? [[name, value] as const] : [];
  });
  return Object.fromEntries(pairs);
}

/** Another search begins at its first page. */
export const FIRST_PAGE = { cursor: undefined, page: undefined } as const;
