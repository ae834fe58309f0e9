/** Whose log is written to, and when. */
export interface Occasion {
  readonly organizationId: string;
  /** Milliseconds of the Unix epoch. */
  readonly now: number;
}
