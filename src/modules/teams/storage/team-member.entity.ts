import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A member in a team. Who leads it may see the activity of everybody in it. */
@Entity('team_members')
export class TeamMember {
  @PrimaryColumn('uuid', { name: 'organization_id' })
  organizationId!: string;

  @PrimaryColumn('uuid', { name: 'team_id' })
  teamId!: string;

  @PrimaryColumn('uuid', { name: 'member_id' })
  memberId!: string;

  @Column('boolean', { name: 'lead' })
  lead!: boolean;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 })
  createdAt!: Date;
}
