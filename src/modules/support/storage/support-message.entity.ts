import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SupportPerson } from '../support.contract';

@Entity('support_messages')
export class SupportMessage {
  @PrimaryColumn('uuid', { name: 'organization_id' })
  organizationId!: string;

  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'request_id' })
  requestId!: string;

  @Column('jsonb', { name: 'author' })
  author!: SupportPerson;

  @Column('text', { name: 'text' })
  text!: string;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 })
  createdAt!: Date;
}
