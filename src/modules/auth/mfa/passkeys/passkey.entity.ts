import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A WebAuthn credential. `backupEligible` and `backedUp` are its BE and BS flags (WebAuthn Level 3 §6.1.3). */
@Entity('passkeys')
export class Passkey {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'account_id' })
  accountId!: string;

  @Column('text', { name: 'name' })
  name!: string;

  /** Base64url. */
  @Column('text', { name: 'credential_id' })
  credentialId!: string;

  /** COSE. */
  @Column('bytea', { name: 'public_key' })
  publicKey!: Buffer;

  /** An unsigned 32-bit number; text, as the driver gives it. */
  @Column('bigint', { name: 'sign_count' })
  signCount!: string;

  @Column({ type: 'text', name: 'transports', array: true })
  transports!: string[];

  @Column('text', { name: 'aaguid' })
  aaguid!: string;

  @Column('boolean', { name: 'backup_eligible' })
  backupEligible!: boolean;

  @Column('boolean', { name: 'backed_up' })
  backedUp!: boolean;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'last_used_at', precision: 3, nullable: true })
  lastUsedAt!: Date | null;
}
