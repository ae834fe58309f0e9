import type { MigrationInterface, QueryRunner } from 'typeorm';
import { openToSteward, protect, run } from './support';

/** Where the checkpoints of each log were left outside this installation, and whether that still works. */
export class CreateAnchors1795200000850 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, WATCHES, CHANNELS, ANCHORINGS, HISTORY);
    await protect(runner, 'anchor_watches', 'SELECT, INSERT, UPDATE, DELETE');
    await protect(runner, 'anchor_channels', 'SELECT, INSERT, UPDATE, DELETE');
    await protect(runner, 'anchorings', 'SELECT, INSERT, DELETE');
    await openToSteward(runner, 'anchor_watches', 'SELECT');
    await openToSteward(runner, 'anchor_channels', 'SELECT');
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      ...['anchorings', 'anchor_channels', 'anchor_watches'].map((table) => `DROP TABLE ${table}`),
    );
  }
}

/** A log that has been anchored, or should have been, since `watched_since`. `overdue_since`: the alarm that was raised and has not ended. */
const WATCHES = `CREATE TABLE anchor_watches (
  organization_id uuid NOT NULL,
  mail_rhythm text NOT NULL DEFAULT 'weekly',
  watched_since timestamptz(3),
  overdue_since timestamptz(3),
  CONSTRAINT anchor_watches_pkey PRIMARY KEY (organization_id),
  CONSTRAINT anchor_watches_rhythm_check CHECK (mail_rhythm IN ('daily', 'weekly', 'off'))
)`;

/**
 * One way out of the installation: its last success and its last failure. `size`, `epoch`: of the checkpoint that it has. `failures`: in a row.
 * `conflicting`: it knows another history than this one. `pending`: mails that are on their way.
 */
const CHANNELS = `CREATE TABLE anchor_channels (
  organization_id uuid NOT NULL,
  kind text NOT NULL,
  place text NOT NULL,
  due_at timestamptz(3) NOT NULL,
  size bigint,
  epoch integer,
  succeeded_at timestamptz(3),
  receipt text,
  failed_at timestamptz(3),
  failure text,
  failures integer NOT NULL DEFAULT 0,
  conflicting boolean NOT NULL DEFAULT false,
  pending jsonb,
  CONSTRAINT anchor_channels_pkey PRIMARY KEY (organization_id, kind, place),
  CONSTRAINT anchor_channels_kind_check CHECK (kind IN ('mail', 'file', 's3', 'witness', 'export'))
)`;

/** Which checkpoint went where: those named here are not thinned out. By `(size, signed_at)`, the key of `checkpoints`. */
const ANCHORINGS = `CREATE TABLE anchorings (
  organization_id uuid NOT NULL,
  size bigint NOT NULL,
  signed_at timestamptz(3) NOT NULL,
  kind text NOT NULL,
  place text NOT NULL,
  epoch integer NOT NULL,
  anchored_at timestamptz(3) NOT NULL,
  receipt text NOT NULL,
  CONSTRAINT anchorings_pkey PRIMARY KEY (organization_id, size, signed_at, kind, place)
)`;

const HISTORY =
  'CREATE INDEX anchorings_history_idx ON anchorings (organization_id, kind, place, anchored_at)';
