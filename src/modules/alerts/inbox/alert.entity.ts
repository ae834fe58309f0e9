import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AlertState, AlertView, Doer, Severity, Verdict } from '../alerts.contract';

const bigint = { from: Number, to: (value: number) => value };

export interface CountedEvent {
  readonly id: string;
  readonly sequence: number;
}

/** The group of the alert that takes in what is too much for one each. */
export const OTHERS = 'others';

/** What a rule has found. */
@Entity('alerts')
export class Alert {
  @PrimaryColumn('uuid', { name: 'organization_id' })
  organizationId!: string;

  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'rule_id' })
  ruleId!: string;

  /** As it was when it fired. */
  @Column('jsonb', { name: 'rule' })
  rule!: AlertView['rule'];

  @Column('text', { name: 'severity' })
  severity!: Severity;

  @Column('text', { name: 'state' })
  state!: AlertState;

  @Column('text', { name: 'group_key' })
  groupKey!: string;

  @Column('integer', { name: 'count' })
  count!: number;

  @Column({ type: 'timestamptz', name: 'first_at', precision: 3 })
  firstAt!: Date;

  @Column({ type: 'timestamptz', name: 'last_at', precision: 3 })
  lastAt!: Date;

  /** The highest that has been counted. */
  @Column('bigint', { name: 'last_sequence', transformer: bigint })
  lastSequence!: number;

  @Column('jsonb', { name: 'events' })
  events!: CountedEvent[];

  @Column({ type: 'timestamptz', name: 'raised_at', precision: 3 })
  raisedAt!: Date;

  /** A member; it may be one who has left. */
  @Column('uuid', { name: 'assignee_id', nullable: true })
  assigneeId!: string | null;

  @Column({ type: 'timestamptz', name: 'assigned_at', precision: 3, nullable: true })
  assignedAt!: Date | null;

  @Column('jsonb', { name: 'assigned_by', nullable: true })
  assignedBy!: Doer | null;

  @Column({ type: 'timestamptz', name: 'closed_at', precision: 3, nullable: true })
  closedAt!: Date | null;

  @Column('jsonb', { name: 'closed_by', nullable: true })
  closedBy!: Doer | null;

  @Column('text', { name: 'verdict', nullable: true })
  verdict!: Verdict | null;

  @Column('text', { name: 'note', nullable: true })
  note!: string | null;
}
