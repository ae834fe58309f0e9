import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A role that the organization made itself. */
@Entity('roles')
export class CustomRole {
  @PrimaryColumn('uuid', { name: 'organization_id' })
  organizationId!: string;

  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  /** Unique in the organization without regard to case, and none of the built-in ones. */
  @Column('text', { name: 'name' })
  name!: string;

  @Column({ type: 'text', name: 'permissions', array: true })
  permissions!: string[];

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at', precision: 3 })
  updatedAt!: Date;
}
