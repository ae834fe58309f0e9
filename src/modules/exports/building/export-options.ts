/** How exports are built. */
export interface ExportOptions {
  /** Rows of one part: what a crash costs at most, and one transaction. */
  readonly partRows: number;
  /** Milliseconds after which a silent worker is taken for dead. */
  readonly leaseMs: number;
  /** Tries in a row that may end in an error without bringing a part. */
  readonly mostFailures: number;
}

export const EXPORT_OPTIONS = Symbol('options of exports');

export const DEFAULT_EXPORT_OPTIONS: ExportOptions = { partRows: 25_000, leaseMs: 20_000, mostFailures: 3 };
