/** How live streams behave. Times in milliseconds. */
export interface StreamOptions {
  /** Between two looks at the heads of the logs that are followed. */
  readonly pollMs: number;
  /** Between two signs of life, so that nobody on the way takes a quiet stream for a dead one. */
  readonly heartbeatMs: number;
  /** Between two checks whether the reader may still read. */
  readonly recheckMs: number;
  /** How long a reader may take nothing (F13). */
  readonly stalledMs: number;
  /** What a browser waits before it comes back. */
  readonly retryMs: number;
  /** Events of one read, and bytes of one portion: as much as is kept of a stream in memory. */
  readonly pageEvents: number;
  readonly portionBytes: number;
  /** A filter that passes over so many events tells the reader how far it is. */
  readonly silentStretch: number;
  /** Reads of the log at once, by all streams of the process. */
  readonly reads: number;
  /** Streams of one person or key, and of one organization. */
  readonly mostOfOne: number;
  readonly mostOfOrganization: number;
}

export const STREAM_OPTIONS = Symbol('options of live streams');

export const DEFAULT_STREAM_OPTIONS: StreamOptions = {
  pollMs: 150,
  heartbeatMs: 15_000,
  recheckMs: 10_000,
  stalledMs: 60_000,
  retryMs: 2_000,
  pageEvents: 200,
  portionBytes: 256 * 1_024,
  silentStretch: 10_000,
  reads: 2,
  mostOfOne: 20,
  mostOfOrganization: 200,
};
