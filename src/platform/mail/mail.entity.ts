import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A mail in the outbox. `dueAt` is null once it was sent or given up; its text goes then, for it may hold a secret. */
@Entity('mails')
export class Mail {
  @PrimaryColumn('uuid', { name: 'organization_id' })
  organizationId!: string;

  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'recipient' })
  recipient!: string;

  @Column('text', { name: 'subject' })
  subject!: string;

  @Column({ type: 'text', name: 'body', nullable: true })
  body!: string | null;

  @Column('integer', { name: 'attempts' })
  attempts!: number;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'due_at', precision: 3, nullable: true })
  dueAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'sent_at', precision: 3, nullable: true })
  sentAt!: Date | null;

  @Column({ type: 'text', name: 'last_error', nullable: true })
  lastError!: string | null;
}
