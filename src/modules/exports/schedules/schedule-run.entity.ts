import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That a schedule's period was exported, and what became of it. Whoever inserts the row does it. */
@Entity('export_schedule_runs')
export class ScheduleRunRow {
  @PrimaryColumn('uuid', { name: 'organization_id' })
  organizationId!: string;

  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'schedule_id' })
  scheduleId!: string;

  /** `2026-11-27`, `2026-W48` or `2026-11`. */
  @Column('text', { name: 'period' })
  period!: string;

  @Column({ type: 'timestamptz', name: 'range_from', precision: 3 })
  rangeFrom!: Date;

  @Column({ type: 'timestamptz', name: 'range_to', precision: 3 })
  rangeTo!: Date;

  @Column('uuid', { name: 'export_id' })
  exportId!: string;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 })
  createdAt!: Date;

  /** When it was seen how the export ended. */
  @Column({ type: 'timestamptz', name: 'settled_at', precision: 3, nullable: true })
  settledAt!: Date | null;

  /** Its name in the file storage, while it is there. */
  @Column('text', { name: 'file', nullable: true })
  file!: string | null;

  /** Why there is none, where the export does not know. */
  @Column('text', { name: 'failure', nullable: true })
  failure!: string | null;

  /** What the export was built as may still be there besides. */
  @Column('boolean', { name: 'has_original' })
  hasOriginal!: boolean;
}
