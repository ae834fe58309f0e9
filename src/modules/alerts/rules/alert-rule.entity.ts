import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Doer, Grouping, MailTo, RuleQuery, Severity } from '../alerts.contract';

const bigint = { from: Number, to: (value: number) => value };

/** What to watch for in an organization's log. */
@Entity('alert_rules')
export class AlertRule {
  @PrimaryColumn('uuid', { name: 'organization_id' })
  organizationId!: string;

  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'name' })
  name!: string;

  @Column('text', { name: 'template', nullable: true })
  template!: string | null;

  @Column('jsonb', { name: 'query' })
  query!: RuleQuery;

  @Column('integer', { name: 'threshold' })
  threshold!: number;

  @Column('integer', { name: 'window_minutes' })
  windowMinutes!: number;

  @Column('text', { name: 'group_by' })
  groupBy!: Grouping;

  @Column('text', { name: 'severity' })
  severity!: Severity;

  @Column('jsonb', { name: 'mail_to', nullable: true })
  mailTo!: MailTo | null;

  @Column('boolean', { name: 'enabled' })
  enabled!: boolean;

  /** Only events above it count: it was switched on, or last changed, there. */
  @Column('bigint', { name: 'since_sequence', transformer: bigint })
  sinceSequence!: number;

  /** Alerts that no mail has told of, because the last one was less than an hour ago. */
  @Column('integer', { name: 'unmailed' })
  unmailed!: number;

  @Column({ type: 'timestamptz', name: 'mailed_at', precision: 3, nullable: true })
  mailedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 })
  createdAt!: Date;

  @Column('jsonb', { name: 'created_by' })
  createdBy!: Doer;

  @Column({ type: 'timestamptz', name: 'updated_at', precision: 3 })
  updatedAt!: Date;
}
