import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('recovery_codes')
export class StoredRecoveryCode {
  @PrimaryColumn('uuid', { name: 'account_id' })
  accountId!: string;

  @PrimaryColumn('text', { name: 'selector' })
  selector!: string;

  @Column('text', { name: 'code_hash' })
  codeHash!: string;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'used_at', precision: 3, nullable: true })
  usedAt!: Date | null;
}
