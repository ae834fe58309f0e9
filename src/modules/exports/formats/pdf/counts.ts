/** What the file says of its events. */
export interface Counts {
  events: number;
  /** In part or whole. */
  erased: number;
  /** Sequences; 0 while there are none. */
  first: number;
  last: number;
}
