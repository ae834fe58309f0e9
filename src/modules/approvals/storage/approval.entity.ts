import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ApprovalPerson, ApprovalState } from '../approvals.contract';

@Entity('approvals')
export class ApprovalRow {
  @PrimaryColumn('uuid', { name: 'organization_id' })
  organizationId!: string;

  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'kind' })
  kind!: string;

  @Column('text', { name: 'resource_id' })
  resourceId!: string;

  @Column('text', { name: 'what' })
  what!: string;

  @Column('text', { name: 'reason' })
  reason!: string;

  /** Whoever holds it may decide. */
  @Column('text', { name: 'permission' })
  permission!: string;

  @Column('jsonb', { name: 'requested_by' })
  requestedBy!: ApprovalPerson;

  @Column({ type: 'timestamptz', name: 'requested_at', precision: 3 })
  requestedAt!: Date;

  @Column('boolean', { name: 'second_person' })
  secondPerson!: boolean;

  @Column({ type: 'timestamptz', name: 'not_before', precision: 3 })
  notBefore!: Date;

  @Column({ type: 'timestamptz', name: 'lapses_at', precision: 3 })
  lapsesAt!: Date;

  @Column('text', { name: 'state' })
  state!: ApprovalState;

  @Column('jsonb', { name: 'decided_by', nullable: true })
  decidedBy!: ApprovalPerson | null;

  @Column({ type: 'timestamptz', name: 'decided_at', precision: 3, nullable: true })
  decidedAt!: Date | null;
}
