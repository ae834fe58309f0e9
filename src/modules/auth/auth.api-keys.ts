import { Column, Entity, PrimaryColumn } from 'typeorm';
import { hashToken } from '../../platform/crypto/tokens';
import { newKey } from './api-keys/api-key-format';

/** The key of a host product. `members` gives and takes them; the bearer strategy knows them again. */
@Entity('api_keys')
export class ApiKey {
  @PrimaryColumn('uuid', { name: 'organization_id' })
  organizationId!: string;

  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'name' })
  name!: string;

  /** Its beginning, for people to tell keys apart. */
  @Column('text', { name: 'prefix' })
  prefix!: string;

  @Column('bytea', { name: 'secret_hash', select: false })
  secretHash!: Buffer;

  @Column({ type: 'text', name: 'scopes', array: true })
  scopes!: string[];

  /** From where it may be used; from anywhere when there are none. */
  @Column({ type: 'text', name: 'allowed_networks', array: true })
  allowedNetworks!: string[];

  @Column('uuid', { name: 'created_by' })
  createdBy!: string;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'expires_at', precision: 3 })
  expiresAt!: Date;

  @Column({ type: 'timestamptz', name: 'last_used_at', precision: 3, nullable: true })
  lastUsedAt!: Date | null;

  @Column('inet', { name: 'last_used_ip', nullable: true })
  lastUsedIp!: string | null;

  @Column({ type: 'timestamptz', name: 'rotated_at', precision: 3, nullable: true })
  rotatedAt!: Date | null;

  @Column({ type: 'bytea', name: 'previous_secret_hash', select: false, nullable: true })
  previousSecretHash!: Buffer | null;

  /** Until then the secret before the present one works too. */
  @Column({ type: 'timestamptz', name: 'previous_until', precision: 3, nullable: true })
  previousUntil!: Date | null;

  @Column({ type: 'timestamptz', name: 'revoked_at', precision: 3, nullable: true })
  revokedAt!: Date | null;
}

/** A key to show once, and what is stored of it. */
export function mintApiKey(id: string): {
  key: string;
  stored: Pick<ApiKey, 'id' | 'prefix' | 'secretHash'>;
} {
  const { key, prefix } = newKey(id);
  return { key, stored: { id, prefix, secretHash: hashToken(key) } };
}
