import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Holiday, Hours, Weekday } from '../organizations.contract';

@Entity('organizations')
export class Organization {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'name' })
  name!: string;

  @Column('text', { name: 'legal_name', nullable: true })
  legalName!: string | null;

  @Column('text', { name: 'address', nullable: true })
  address!: string | null;

  @Column('text', { name: 'contact_email', nullable: true })
  contactEmail!: string | null;

  @Column('text', { name: 'contact_phone', nullable: true })
  contactPhone!: string | null;

  /** IANA name; days and hours of reports are counted in it. */
  @Column('text', { name: 'time_zone' })
  timeZone!: string;

  /** Days that are missing are days without work. */
  @Column('jsonb', { name: 'working_hours', default: {} })
  workingHours!: Partial<Record<Weekday, Hours | null>>;

  @Column('jsonb', { name: 'holidays', default: [] })
  holidays!: Holiday[];

  @Column({ type: 'timestamptz', name: 'mfa_required_since', precision: 3, nullable: true })
  mfaRequiredSince!: Date | null;

  @Column('smallint', { name: 'session_idle_minutes', default: 15 })
  sessionIdleMinutes!: number;

  @Column('smallint', { name: 'session_absolute_hours', default: 12 })
  sessionAbsoluteHours!: number;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 })
  createdAt!: Date;
}

/** As it is founded. */
export const newOrganization = (id: string, name: string, createdAt: Date): Organization => ({
  id,
  name,
  legalName: null,
  address: null,
  contactEmail: null,
  contactPhone: null,
  timeZone: 'UTC',
  workingHours: {},
  holidays: [],
  mfaRequiredSince: null,
  sessionIdleMinutes: 15,
  sessionAbsoluteHours: 12,
  createdAt,
});
