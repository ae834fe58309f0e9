import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SupportFeedback, SupportKind, SupportPerson, WantedExport } from '../support.contract';

@Entity('support_requests')
export class SupportRequest {
  @PrimaryColumn('uuid', { name: 'organization_id' })
  organizationId!: string;

  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('integer', { name: 'number' })
  number!: number;

  @Column('text', { name: 'origin' })
  origin!: 'customer' | 'operator';

  @Column('text', { name: 'kind' })
  kind!: SupportKind;

  @Column('text', { name: 'trying_to' })
  tryingTo!: string;

  @Column('text', { name: 'workspace' })
  workspace!: string;

  @Column('jsonb', { name: 'record', nullable: true })
  record!: { readonly type: string; readonly id: string } | null;

  @Column('jsonb', { name: 'wanted', nullable: true })
  wanted!: WantedExport | null;

  @Column('jsonb', { name: 'requested_by' })
  requestedBy!: SupportPerson;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'first_answer_due_at', precision: 3 })
  firstAnswerDueAt!: Date;

  @Column({ type: 'timestamptz', name: 'first_answered_at', precision: 3, nullable: true })
  firstAnsweredAt!: Date | null;

  /** Null for a question. */
  @Column({ type: 'timestamptz', name: 'due_at', precision: 3, nullable: true })
  dueAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'delivered_at', precision: 3, nullable: true })
  deliveredAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'closed_at', precision: 3, nullable: true })
  closedAt!: Date | null;

  @Column('jsonb', { name: 'closed_by', nullable: true })
  closedBy!: SupportPerson | null;

  @Column('jsonb', { name: 'feedback', nullable: true })
  feedback!: SupportFeedback | null;

  @Column('text', { name: 'reminded', array: true })
  reminded!: string[];
}
