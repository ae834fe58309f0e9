import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ApprovalPerson } from '../../approvals/approvals.contract';
import type { EventQuery } from '../../audit/audit.event-query';
import type { HoldAddition, HoldReleasers } from '../holds.contract';

@Entity('legal_holds')
export class LegalHold {
  @PrimaryColumn('uuid', { name: 'organization_id' })
  organizationId!: string;

  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'name' })
  name!: string;

  @Column('text', { name: 'reason' })
  reason!: string;

  @Column('jsonb', { name: 'additions' })
  additions!: HoldAddition[];

  /** The parameters that `query` was made of. */
  @Column('jsonb', { name: 'filter' })
  filter!: object;

  @Column('jsonb', { name: 'query' })
  query!: EventQuery;

  @Column('jsonb', { name: 'placed_by' })
  placedBy!: ApprovalPerson;

  @Column({ type: 'timestamptz', name: 'placed_at', precision: 3 })
  placedAt!: Date;

  @Column('date', { name: 'review_on', nullable: true })
  reviewOn!: string | null;

  /** Those who manage holds have been told that the day has come. */
  @Column({ type: 'timestamptz', name: 'review_notified_at', precision: 3, nullable: true })
  reviewNotifiedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'release_asked_at', precision: 3, nullable: true })
  releaseAskedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'released_at', precision: 3, nullable: true })
  releasedAt!: Date | null;

  @Column('jsonb', { name: 'released_by', nullable: true })
  releasedBy!: HoldReleasers | null;

  @Column('text', { name: 'release_reason', nullable: true })
  releaseReason!: string | null;
}

/** Such a reference stands in events. */
export const referTo = ({ id, name }: Pick<LegalHold, 'id' | 'name'>) => ({ type: 'legal_hold', id, name });
