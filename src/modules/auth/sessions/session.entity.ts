import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { FactorType } from '../../../platform/context/assurance';

/** What only the rotation of tokens knows. */
export type TokenFields = 'tokenHash' | 'rotateSince' | 'previousTokenHash' | 'previousUntil';

@Entity('sessions')
export class Session {
  @PrimaryColumn('uuid', { name: 'organization_id' })
  organizationId!: string;

  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'account_id' })
  accountId!: string;

  @Column('bytea', { name: 'token_hash' })
  tokenHash!: Buffer;

  /** Since when it is to go on under a new token; null when it is not. */
  @Column({ type: 'timestamptz', name: 'rotate_since', precision: 3, nullable: true })
  rotateSince!: Date | null;

  /** The token before the present one, and how long it is still good. */
  @Column('bytea', { name: 'previous_token_hash', nullable: true })
  previousTokenHash!: Buffer | null;

  @Column({ type: 'timestamptz', name: 'previous_until', precision: 3, nullable: true })
  previousUntil!: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'last_seen_at', precision: 3 })
  lastSeenAt!: Date;

  /** The absolute end, however busy it is; soon, while a factor is owed. */
  @Column({ type: 'timestamptz', name: 'expires_at', precision: 3 })
  expiresAt!: Date;

  /** When the password was last given; null for a session that a passkey opened. */
  @Column({ type: 'timestamptz', name: 'password_at', precision: 3, nullable: true })
  passwordAt!: Date | null;

  /** When a factor was last proven, and which. */
  @Column({ type: 'timestamptz', name: 'factor_at', precision: 3, nullable: true })
  factorAt!: Date | null;

  @Column('text', { name: 'factor', nullable: true })
  factor!: FactorType | null;

  @Column('inet', { name: 'ip', nullable: true })
  ip!: string | null;

  @Column('text', { name: 'user_agent', nullable: true })
  userAgent!: string | null;
}
