import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That a member wants the weekly review, and when. */
@Entity('review_digests')
export class ReviewDigestRow {
  @PrimaryColumn('uuid', { name: 'organization_id' })
  organizationId!: string;

  @PrimaryColumn('uuid', { name: 'account_id' })
  accountId!: string;

  /** 1 is Monday, 7 Sunday, in the organization's time zone. */
  @Column('smallint', { name: 'weekday' })
  weekday!: number;

  @Column('smallint', { name: 'hour' })
  hour!: number;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 })
  createdAt!: Date;
}
