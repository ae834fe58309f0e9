/** Compares content with the parts of a manifest while it is read. */
export interface PartCheck {
  take(chunk: Uint8Array): void;
  /** Once, at the end: of each part null when it is what the manifest says, else what is the matter. */
  end(): (string | null)[];
  /** The part that was read last, from 0. */
  readonly at: number;
  /** Records found; null for a kind of file in which they cannot be counted. */
  readonly rows: number | null;
}
