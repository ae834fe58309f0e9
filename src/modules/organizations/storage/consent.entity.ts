import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Something to consent to; `version` is of the text in force. */
@Entity('consents')
export class Consent {
  @PrimaryColumn('uuid', { name: 'organization_id' })
  organizationId!: string;

  @PrimaryColumn('text', { name: 'key' })
  key!: string;

  @Column('text', { name: 'title' })
  title!: string;

  @Column('boolean', { name: 'required' })
  required!: boolean;

  @Column('integer', { name: 'version' })
  version!: number;

  @Column({ type: 'timestamptz', name: 'updated_at', precision: 3 })
  updatedAt!: Date;

  @Column({ type: 'timestamptz', name: 'retired_at', precision: 3, nullable: true })
  retiredAt!: Date | null;
}

/** A text that is or was in force. Never changed: the application may only add. */
@Entity('consent_versions')
export class ConsentText {
  @PrimaryColumn('uuid', { name: 'organization_id' })
  organizationId!: string;

  @PrimaryColumn('text', { name: 'key' })
  key!: string;

  @PrimaryColumn('integer', { name: 'version' })
  version!: number;

  @Column('text', { name: 'text' })
  text!: string;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 })
  createdAt!: Date;

  @Column('jsonb', { name: 'created_by' })
  createdBy!: { id: string | null; name: string | null };
}
