import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { EventQuery } from '../../audit/audit.event-query';
import type { GrantState, SupportPerson } from '../support.contract';

/** A proposal and what became of it. Ask `grantState()` for its state: the row does not know what time it is. */
@Entity('support_grants')
export class SupportGrant {
  @PrimaryColumn('uuid', { name: 'organization_id' })
  organizationId!: string;

  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'request_id' })
  requestId!: string;

  @Column('text', { name: 'format' })
  format!: string;

  @Column('jsonb', { name: 'query' })
  query!: EventQuery;

  @Column('jsonb', { name: 'filter' })
  filter!: object;

  @Column('text', { name: 'time_zone' })
  timeZone!: string;

  @Column('text', { name: 'reason' })
  reason!: string;

  @Column('jsonb', { name: 'proposed_by' })
  proposedBy!: SupportPerson;

  @Column({ type: 'timestamptz', name: 'proposed_at', precision: 3 })
  proposedAt!: Date;

  @Column({ type: 'timestamptz', name: 'lapses_at', precision: 3 })
  lapsesAt!: Date;

  @Column('text', { name: 'state' })
  state!: GrantState;

  @Column('jsonb', { name: 'decided_by', nullable: true })
  decidedBy!: SupportPerson | null;

  @Column({ type: 'timestamptz', name: 'decided_at', precision: 3, nullable: true })
  decidedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'usable_until', precision: 3, nullable: true })
  usableUntil!: Date | null;

  @Column('jsonb', { name: 'used_by', nullable: true })
  usedBy!: SupportPerson | null;

  @Column({ type: 'timestamptz', name: 'used_at', precision: 3, nullable: true })
  usedAt!: Date | null;

  @Column('uuid', { name: 'export_id', nullable: true })
  exportId!: string | null;
}
