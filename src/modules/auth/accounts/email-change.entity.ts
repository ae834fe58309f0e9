import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Another address that somebody wishes for, until they confirm that it is theirs. One an account. */
@Entity('email_changes')
export class EmailChange {
  @PrimaryColumn('uuid', { name: 'account_id' })
  accountId!: string;

  @Column('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'email' })
  email!: string;

  @Column('bytea', { name: 'token_hash' })
  tokenHash!: Buffer;

  @Column({ type: 'timestamptz', name: 'requested_at', precision: 3 })
  requestedAt!: Date;

  @Column({ type: 'timestamptz', name: 'expires_at', precision: 3 })
  expiresAt!: Date;
}
