import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Frequency, ScheduleQuery, SuspensionReason } from '../exports.schedules.contract';

/** An export that is made regularly. */
@Entity('export_schedules')
export class ExportScheduleRow {
  @PrimaryColumn('uuid', { name: 'organization_id' })
  organizationId!: string;

  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'name' })
  name!: string;

  @Column('text', { name: 'format' })
  format!: string;

  @Column('jsonb', { name: 'query' })
  query!: ScheduleQuery;

  @Column('text', { name: 'frequency' })
  frequency!: Frequency;

  /** 1 is Monday, 7 Sunday; used by weekly ones only, as the next by monthly ones. */
  @Column('smallint', { name: 'weekday' })
  weekday!: number;

  @Column('smallint', { name: 'month_day' })
  monthDay!: number;

  @Column('smallint', { name: 'hour' })
  hour!: number;

  @Column('integer', { name: 'keep_days' })
  keepDays!: number;

  /** Ids of members. */
  @Column('uuid', { name: 'mail_to', array: true })
  mailTo!: string[];

  /** In whose name it runs. */
  @Column('uuid', { name: 'account_id' })
  accountId!: string;

  @Column('integer', { name: 'version' })
  version!: number;

  /** The first date of the period that is exported next. */
  @Column('date', { name: 'next_period' })
  nextPeriod!: string;

  @Column({ type: 'timestamptz', name: 'next_at', precision: 3 })
  nextAt!: Date;

  /** The zone by which `nextAt` was counted. */
  @Column('text', { name: 'next_zone' })
  nextZone!: string;

  /** Where the last period ended that was exported; null when what comes next does not follow it. */
  @Column({ type: 'timestamptz', name: 'covered_to', precision: 3, nullable: true })
  coveredTo!: Date | null;

  @Column({ type: 'timestamptz', name: 'suspended_at', precision: 3, nullable: true })
  suspendedAt!: Date | null;

  @Column('text', { name: 'suspension_reason', nullable: true })
  suspensionReason!: SuspensionReason | null;

  /** Null when it suspended itself. */
  @Column('jsonb', { name: 'suspended_by', nullable: true })
  suspendedBy!: { type: string; id: string | null; name: string | null } | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at', precision: 3 })
  updatedAt!: Date;

  @Column({ type: 'timestamptz', name: 'deleted_at', precision: 3, nullable: true })
  deletedAt!: Date | null;
}
