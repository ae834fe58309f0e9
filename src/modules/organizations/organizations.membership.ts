import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The built-in roles, from most to least. What each may do is a table in `members`. */
export const ROLES = ['owner', 'admin', 'auditor', 'member'] as const;
export type Role = (typeof ROLES)[number];

/** The role of the platform's own people, in the platform's own log and nowhere else: a check of the table insists on it. */
export const OPERATOR_ROLE = 'operator';

/** An account in an organization, with its role. */
@Entity('members')
export class Membership {
  @PrimaryColumn('uuid', { name: 'organization_id' })
  organizationId!: string;

  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'account_id' })
  accountId!: string;

  /** A built-in role, or the id of one that the organization made. */
  @Column('text', { name: 'role' })
  role!: string;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'last_signed_in_at', precision: 3, nullable: true })
  lastSignedInAt!: Date | null;
}
