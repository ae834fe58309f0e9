import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A wish for a new password, whether or not anybody has the address. */
@Entity('password_resets')
export class PasswordReset {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'email' })
  email!: string;

  @Column({ type: 'uuid', name: 'account_id', nullable: true })
  accountId!: string | null;

  /** Of the token in the mail; null where there is no such account. */
  @Column({ type: 'bytea', name: 'token_hash', nullable: true })
  tokenHash!: Buffer | null;

  @Column({ type: 'timestamptz', name: 'requested_at', precision: 3 })
  requestedAt!: Date;

  @Column({ type: 'timestamptz', name: 'expires_at', precision: 3 })
  expiresAt!: Date;

  /** When its mail was written, or it turned out that there is nobody to write to. */
  @Column({ type: 'timestamptz', name: 'handled_at', precision: 3, nullable: true })
  handledAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'used_at', precision: 3, nullable: true })
  usedAt!: Date | null;
}
