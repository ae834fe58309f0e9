import { utcDate } from '../../../platform/clock/clock';
import { readEvent, type EventReading } from '../checks/event-reading';
import { Candidates } from '../checks/explanation';
import type { KeptUntil } from '../checks/kept-until';
import type { Part } from '../checks/leaf';
import { faultOf } from '../checks/tombstone';
import type { LogFacts, PageFacts } from '../facts/page-facts';
import { AT } from '../rows/columns';
import type { RawRow } from '../rows/row-reader';
import { dateAt } from '../rows/values';
import type { Findings } from './findings';
import type { Leaves } from './leaves';

/** An hour more than clocks are set back by whoever keeps them right. */
const MOST_BACKWARDS_MS = 3_600_000;
const MOST_SUSPECTS = 500;

export interface Span {
  readonly organizationId: string;
  readonly first: number;
  readonly last: number;
}

/** A tombstone's word for it that an event took parts of another. */
export interface Claim {
  readonly sequence: number;
  readonly eventId: string;
  readonly at: string;
  readonly parts: readonly Part[];
}

/** An event whose leaf is not what its row or the tree has. */
export interface Suspect {
  readonly reading: EventReading;
  /** Whether the leaf that follows from the row is the one in the row. */
  readonly agrees: boolean;
}

/** What stands beside the events. */
export interface Beside {
  readonly log: LogFacts;
  readonly facts: PageFacts;
  readonly kept: KeptUntil;
}

/** Holds the events of a page, one by one as they come, against what stands beside them. Nothing here waits for anything. */
export class PageCheck {
  readonly claims: Claim[] = [];
  readonly suspects: Suspect[] = [];
  /** Sequences that something was found of already. */
  readonly altered = new Set<number>();
  readonly erased = new Set<number>();
  /** What other events of the page say, for explanations. */
  readonly candidates = new Candidates();
  #recordedAt: number;
  #seen = 0;

  constructor(
    private readonly span: Span,
    private readonly beside: Beside,
    private readonly leaves: Leaves,
    private readonly findings: Findings,
    recordedAt: number,
  ) {
    this.#recordedAt = recordedAt;
  }

  /** The moment at which the last event was recorded. */
  get recordedAt(): number {
    return this.#recordedAt;
  }

  take(row: RawRow): void {
    const reading = readEvent(this.span.organizationId, row);
    const { sequence } = reading;
    if (sequence < 1) return this.#found('duplicate', sequence, 'sequence', 'events are numbered from 1');
    if (this.leaves.has(sequence))
      return this.#found('duplicate', sequence, 'sequence', 'more than one row has this number');
    this.leaves.set(sequence, reading.leaf);
    this.#leaf(reading);
    if (reading.wrong.length > 0)
      this.#altered(sequence, reading.wrong.join(', '), 'does not follow from what the event says');
    this.#date(row, reading);
    this.#times(reading);
    if (reading.erasure !== null || reading.wrong.includes('erasure')) this.#tombstone(reading);
    if (this.#seen++ % 16 === 0 || reading.flags.length > 0) this.candidates.note(reading);
  }

  #leaf(reading: EventReading): void {
    const { sequence, leaf, stored } = reading;
    const agrees = leaf.equals(stored);
    const sealed = sequence > (this.beside.log.tree?.size ?? 0) || this.leaves.tileHas(sequence, leaf);
    if (agrees && sealed) return;
    this.altered.add(sequence);
    if (this.suspects.length < MOST_SUSPECTS)
      this.suspects.push({ reading: { ...reading, stored: Buffer.from(stored) }, agrees });
    else this.findings.ofEvent('altered', sequence, null, 'it is not the event that was recorded');
  }

  /** Its partition: one that searches know of, and that a policy or a hold gives it. */
  #date(row: RawRow, reading: EventReading): void {
    try {
      this.#place(row, reading);
    } catch {
      const says = 'its day, or what policies say of it (retention_policy_versions), cannot be computed';
      this.#altered(reading.sequence, 'occurred_at, expires_on', says);
    }
  }

  #place(row: RawRow, reading: EventReading): void {
    const { sequence, occurredAt } = reading;
    const date = dateAt(row.bytes, row.starts[AT.expires_on] as number);
    const home = this.beside.facts.homes.get(date);
    const day = utcDate(new Date(occurredAt));
    if (!home || day < home[0] || day > home[1])
      this.#found('hidden', sequence, 'event_homes', 'searches do not look where it is kept');
    if (!this.beside.kept.fits(date, reading))
      this.#altered(sequence, 'expires_on', `no policy and no hold keeps it until ${date}`);
  }

  #times({ sequence, recordedAt }: EventReading): void {
    if (recordedAt < this.#recordedAt - MOST_BACKWARDS_MS)
      this.#found(
        'back_dated',
        sequence,
        'recorded_at',
        'it is said to be recorded more than an hour before the event that precedes it',
      );
    this.#recordedAt = recordedAt;
  }

  #tombstone({ sequence, erasure, parts }: EventReading): void {
    const fault = erasure === null ? 'what is said of its erasure cannot be read' : faultOf(erasure, parts);
    if (fault !== null) return this.#altered(sequence, 'erasure', fault);
    this.erased.add(sequence);
    for (const { event_id, at, parts: taken } of erasure?.by ?? [])
      this.claims.push({ sequence, eventId: event_id, at, parts: taken });
  }

  #altered(sequence: number, field: string, says: string): void {
    this.altered.add(sequence);
    this.#found('altered', sequence, field, says);
  }

  #found(
    kind: 'altered' | 'duplicate' | 'hidden' | 'back_dated',
    sequence: number,
    field: string,
    says: string,
  ): void {
    this.findings.ofEvent(kind, sequence, field, says);
  }
}
