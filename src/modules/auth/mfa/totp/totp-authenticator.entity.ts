import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An authenticator app. Of an account one counts, and one may be waiting for its first code. */
@Entity('totp_authenticators')
export class TotpAuthenticator {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'account_id' })
  accountId!: string;

  /** Sealed by `TotpVault`. */
  @Column('bytea', { name: 'secret' })
  secret!: Buffer;

  /** Codes of this step and of earlier ones have been used. */
  @Column('integer', { name: 'last_step' })
  lastStep!: number;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'confirmed_at', precision: 3, nullable: true })
  confirmedAt!: Date | null;
}
