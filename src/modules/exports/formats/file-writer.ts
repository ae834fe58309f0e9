import type { CopiedRow } from '../../../platform/database/copy-rows';

/** What a file says of itself: the same in every attempt, so that every attempt writes the same bytes. */
export interface ExportFacts {
  readonly exportId: string;
  readonly organization: { readonly id: string; readonly name: string };
  /** The query in words, one condition a line; empty for everything. */
  readonly filter: readonly string[];
  /** RFC 3339; from inclusive, to exclusive; null leaves that side open. */
  readonly range: { readonly from: string | null; readonly to: string | null };
  /** An IANA name: times are UTC, pages for people show this zone as well. */
  readonly timeZone: string;
  readonly requestedBy: string;
  /** RFC 3339: when the export was asked for. */
  readonly requestedAt: string;
  /** The log's end at that moment: later events are not in the file. */
  readonly lastSequence: number;
}

/**
 * Writes one file, part by part. Bytes come out in order and depend on nothing but facts and rows: no clock, no random number. What
 * stands in `state` after a part is all that another process needs to go on behind it (F8); it is JSON and stays small whatever the rows.
 * What a call returns is taken over before the next call: its memory may be used again.
 */
export interface FileWriter {
  /** Once, before all rows; not when resumed. */
  begin(): Promise<readonly Uint8Array[]>;
  /** Rows as `EXPORTED_COLUMNS` selects them, in the order of their sequence. May keep some back until the part ends. */
  add(rows: readonly CopiedRow[]): Promise<readonly Uint8Array[]>;
  /** Nothing is kept back any more: `state` and the bytes so far belong together. */
  endPart(): Promise<readonly Uint8Array[]>;
  /** Once, after the last part. */
  finish(): Promise<readonly Uint8Array[]>;
  readonly state: unknown;
}

/** A kind of file. */
export interface FileFormat {
  /** Media type. */
  readonly type: string;
  readonly extension: string;
  /** `state`: of an earlier writer of the same export, after a part; null to begin. */
  open(facts: ExportFacts, state: unknown): Promise<FileWriter>;
}
