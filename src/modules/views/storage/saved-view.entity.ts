import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ViewQuery } from '../views.contract';

@Entity('saved_views')
export class SavedViewRow {
  @PrimaryColumn('uuid', { name: 'organization_id' })
  organizationId!: string;

  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  /** The account that saved it. */
  @Column('uuid', { name: 'owner_id' })
  ownerId!: string;

  /** Unique among those of its owner without regard to case. */
  @Column('text', { name: 'name' })
  name!: string;

  @Column('boolean', { name: 'shared' })
  shared!: boolean;

  @Column('jsonb', { name: 'query' })
  query!: ViewQuery;

  @Column('integer', { name: 'version' })
  version!: number;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at', precision: 3 })
  updatedAt!: Date;
}

/** What somebody's log opens with; without a row, what it opens with for everybody. */
@Entity('default_views')
export class DefaultViewRow {
  @PrimaryColumn('uuid', { name: 'organization_id' })
  organizationId!: string;

  @PrimaryColumn('uuid', { name: 'account_id' })
  accountId!: string;

  /** Of a row, or a built-in one. */
  @Column('text', { name: 'view_id' })
  viewId!: string;
}
