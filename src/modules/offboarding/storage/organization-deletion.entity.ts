import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ApprovalPerson } from '../../approvals/approvals.contract';

/** An organization that is to be deleted, or is being deleted; the row goes last of all. */
@Entity('organization_deletions')
export class OrganizationDeletion {
  @PrimaryColumn('uuid', { name: 'organization_id' })
  organizationId!: string;

  @Column('uuid', { name: 'id' })
  id!: string;

  /** Of the organization when it was asked for. */
  @Column('text', { name: 'name' })
  name!: string;

  @Column('text', { name: 'reason' })
  reason!: string;

  @Column('jsonb', { name: 'requested_by' })
  requestedBy!: ApprovalPerson;

  @Column({ type: 'timestamptz', name: 'requested_at', precision: 3 })
  requestedAt!: Date;

  @Column('text', { name: 'state' })
  state!: 'requested' | 'running';

  /** The end of the log when the deletion began: so many events it had. */
  @Column('bigint', { name: 'last_sequence', nullable: true })
  lastSequence!: string | null;

  @Column('bigint', { name: 'rows_deleted' })
  rowsDeleted!: string;

  /** Of the members when it began. */
  @Column({ type: 'uuid', name: 'accounts', array: true })
  accounts!: string[];
}
