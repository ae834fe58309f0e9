/** The shapes of histogram and facets. The console imports these types and nothing else. */

/** `approximate`: estimated from the newest part of what matches. What is not marked is exact. */
export interface WireCount {
  readonly count: number;
  readonly approximate: boolean;
}

export type HistogramSeries = 'outcome' | 'source' | 'category';

export type HistogramStep = '1m' | '5m' | '15m' | '1h' | '6h' | '1d' | '1w' | '1mo' | '1y';

/** From `start`, inclusive, to `end`, exclusive, RFC 3339. `counts` has the series that occur in it. */
export interface HistogramBucket {
  readonly start: string;
  readonly end: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly count: number;
  readonly approximate: boolean;
}

/** Without gaps: empty buckets are there too. The first and last end with the range. */
export interface EventHistogram {
  readonly from: string;
  readonly to: string;
  readonly step: HistogramStep;
  readonly time_zone: string;
  readonly by: HistogramSeries;
  /** The most frequent first; `none` is what has no category, `other` all beyond the twelfth. */
  readonly series: readonly string[];
  readonly buckets: readonly HistogramBucket[];
  readonly total: WireCount;
}

export type FacetField = 'source' | 'action' | 'outcome' | 'actor' | 'resource_type' | 'ip' | 'category';

/** Somebody as the log knows them; the same person under another name is another identity. */
export interface WireIdentity {
  readonly key: string;
  readonly type: string;
  readonly id: string | null;
  readonly email: string | null;
  readonly name: string | null;
}

/** `value` is null for events that have none; of an actor it is the key of the identity. */
export interface FacetValue {
  readonly value: string | null;
  readonly count: number;
  readonly actor?: WireIdentity | null;
}

/** The most frequent values first; `other` is how many events have a value beyond them. */
export interface EventFacet {
  readonly field: FacetField;
  readonly values: readonly FacetValue[];
  readonly other: number;
  readonly approximate: boolean;
}

export interface EventFacets {
  readonly total: WireCount;
  readonly facets: readonly EventFacet[];
}
