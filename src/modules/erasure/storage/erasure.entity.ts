import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ApprovalPerson } from '../../approvals/approvals.contract';
import type { EventQuery } from '../../audit/audit.event-query';
import type { PartName } from '../../audit/audit.tombstones';
import type { ErasureKind } from '../erasure.actions';
import type { PersonView, Skipped } from '../erasure.contract';

/** `asked` waits for an approval; what that says makes it `pending` or `waiting` for whoever looks. */
export type StoredState = 'asked' | 'running' | 'done' | 'refused' | 'withdrawn' | 'lapsed' | 'failed';

@Entity('erasures')
export class ErasureRow {
  @PrimaryColumn('uuid', { name: 'organization_id' })
  organizationId!: string;

  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'kind' })
  kind!: ErasureKind;

  @Column('text', { name: 'state' })
  state!: StoredState;

  @Column('text', { name: 'reference', nullable: true })
  reference!: string | null;

  /** Keyed digests of what a person was named by: all that is left of it. */
  @Column('text', { name: 'person_digests', array: true, nullable: true })
  personDigests!: readonly string[] | null;

  /** Null once it is over. */
  @Column('jsonb', { name: 'asked', nullable: true })
  asked!: { readonly query?: EventQuery; readonly person?: PersonView } | null;

  @Column('text', { name: 'parts', array: true })
  parts!: readonly PartName[];

  @Column('text', { name: 'reason' })
  reason!: string;

  @Column('jsonb', { name: 'requested_by' })
  requestedBy!: ApprovalPerson;

  @Column({ type: 'timestamptz', name: 'requested_at', precision: 3 })
  requestedAt!: Date;

  @Column('bigint', { name: 'last_sequence', transformer: { from: Number, to: (value: number) => value } })
  lastSequence!: number;

  @Column('integer', { name: 'events' })
  events!: number;

  @Column('integer', { name: 'range_count' })
  rangeCount!: number;

  @Column('text', { name: 'ranges_sha256' })
  rangesSha256!: string;

  /** Of the event that announced it. */
  @Column('uuid', { name: 'event_id', nullable: true })
  eventId!: string | null;

  @Column({ type: 'timestamptz', name: 'started_at', precision: 3, nullable: true })
  startedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'finished_at', precision: 3, nullable: true })
  finishedAt!: Date | null;

  @Column('integer', { name: 'erased' })
  erased!: number;

  @Column('jsonb', { name: 'skipped' })
  skipped!: Skipped;

  /** Tries in a row that brought nothing. */
  @Column('integer', { name: 'failures' })
  failures!: number;

  @Column('text', { name: 'failure', nullable: true })
  failure!: string | null;
}
