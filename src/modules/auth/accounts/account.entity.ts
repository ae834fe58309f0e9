import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('accounts')
export class Account {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  /** Normalized; unique without regard to case. */
  @Column('text', { name: 'email' })
  email!: string;

  @Column('text', { name: 'name' })
  name!: string;

  @Column('text', { name: 'password_hash' })
  passwordHash!: string;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 })
  createdAt!: Date;

  /** Null while it is the first one. */
  @Column({ type: 'timestamptz', name: 'password_changed_at', precision: 3, nullable: true })
  passwordChangedAt!: Date | null;
}
