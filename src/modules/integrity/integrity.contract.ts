import type { AuditEvent, Page } from '../audit/audit.contract';

/** A signed statement of a log's size and root. Times are RFC 3339 in UTC. */
export interface CheckpointView {
  /** The log's name, as it stands in the note and in the names of its keys. */
  readonly origin: string;
  /** Moves when an operator goes on after a restore. */
  readonly epoch: number;
  /** How many events the tree has. */
  readonly size: number;
  /** Of the tree, in base64. */
  readonly root: string;
  readonly signed_at: string;
  /** C2SP signed-note, as it was signed. */
  readonly note: string;
}

export interface NewestCheckpoint extends CheckpointView {
  /** Whose signatures to look for, as C2SP tools take keys; the newest first. */
  readonly vkeys: readonly string[];
}

export type CheckpointPage = Page<CheckpointView>;

/** That the tree of `from` events is the beginning of that of `to` (RFC 9162 §2.1.4). Hashes are in base64. */
export interface ConsistencyProof {
  readonly format: 'daybook-consistency-proof/1';
  readonly from: number;
  readonly to: number;
  readonly consistency_proof: readonly string[];
  /** The root of the tree of `to` events. */
  readonly root: string;
  /** A note over exactly `to` events; null where none of that size was signed, or is kept. */
  readonly checkpoint: string | null;
  readonly vkeys: readonly string[];
}

/** Of an erasure: the event that announced it. `sequence` is null when that event is gone. */
export interface ErasedByEvent {
  readonly event_id: string;
  readonly sequence: number | null;
  readonly at: string;
  readonly parts: readonly string[];
}

/** Of a purge: the event that says what went. Both null while it is not written, or when it is gone. */
export interface PurgedByEvent {
  readonly event_id: string | null;
  readonly sequence: number | null;
  /** The day whose events went. `GET /v1/purges/:date` lists the sequences, of which `ranges_sha256` is the hash. */
  readonly expires_on: string;
  readonly ranges_sha256: string;
}

export type Verdict = 'present' | 'erased' | 'purged' | 'missing' | 'altered';

/**
 * What became of one sequence of the log, and the proof that its leaf is in the tree of the checkpoint. `leaf_hash` and the proof come from the
 * sealed tree; who has `event`, `salts` and `digests` recomputes the leaf. Null and empty where the event is gone.
 */
export interface EventProof {
  readonly format: 'daybook-event-proof/1';
  readonly verdict: Verdict;
  readonly organization_id: string;
  readonly sequence: number;
  /** `sequence` − 1. */
  readonly leaf_index: number;
  /** In hex. */
  readonly leaf_hash: string;
  /** As `GET /v1/events/:id` gives it. */
  readonly event: AuditEvent | null;
  /** Of the parts `actor`, `context`, `target` and `content` that are there, in base64. */
  readonly salts: Readonly<Record<string, string>>;
  /** SHA-256 of the parts that were erased, in hex. */
  readonly digests: Readonly<Record<string, string>>;
  /** From the leaf's sibling up (RFC 9162 §2.1.3), in base64. */
  readonly inclusion_proof: readonly string[];
  /** C2SP signed-note. */
  readonly checkpoint: string;
  readonly vkeys: readonly string[];
  readonly erased_by: readonly ErasedByEvent[];
  readonly purged_by: readonly PurgedByEvent[];
}

/** One generation of the installation's key, under the name of this log. */
export interface VerifierKeyView {
  readonly generation: number;
  /** For the signature of the note's text. */
  readonly vkey: string;
  /** For `cosignature/v1`, which says when. */
  readonly cosignature_vkey: string;
  readonly from: string;
  readonly retired_at: string | null;
}

export type VerifierKeyList = Page<VerifierKeyView> & { readonly origin: string };

/** Under which address a log shows its tree to whoever knows it; never the address itself, but once. */
export interface LogCapabilityView {
  readonly active: boolean;
  readonly created_at: string | null;
  /** The account that made it. */
  readonly created_by: string | null;
}

export interface NewLogCapability extends LogCapabilityView {
  /** The prefix of C2SP tlog-tiles: behind it come `/checkpoint` and `/tile/…`. Shown this once. */
  readonly prefix: string;
}
