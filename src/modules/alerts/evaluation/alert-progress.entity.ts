import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How far an organization's log has been held against its rules. */
@Entity('alert_progress')
export class AlertProgress {
  @PrimaryColumn('uuid', { name: 'organization_id' })
  organizationId!: string;

  @Column('bigint', { name: 'position', transformer: { from: Number, to: (value: number) => value } })
  position!: number;

  /** The templates that it has been given. */
  @Column('text', { name: 'introduced', array: true })
  introduced!: string[];

  @Column({ type: 'timestamptz', name: 'evaluated_at', precision: 3 })
  evaluatedAt!: Date;
}
