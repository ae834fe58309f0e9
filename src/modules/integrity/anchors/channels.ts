import { DAY_MS, MINUTE_MS } from '../../../platform/clock/clock';
import type { AnchorKind } from '../integrity.anchors.contract';
import type { StoredCheckpoint } from '../integrity.checkpoints';
import type { Query } from '../integrity.query';

/** A log that has not grown is anchored all the same, so that silence means something. */
export const IDLE_MS = 12 * 60 * MINUTE_MS;
const LONGEST_PAUSE_MS = 60 * MINUTE_MS;
const KEPT_WHOLE_DAYS = 30;
/** How often what became old is looked for at the least. */
const SWEPT_DAYS = 10;

export interface Way {
  readonly kind: AnchorKind;
  readonly place: string;
}

/** The row of `anchor_channels`. */
export interface Channel extends Way {
  readonly dueAt: Date;
  readonly size: number | null;
  readonly epoch: number | null;
  readonly succeededAt: Date | null;
  readonly receipt: string | null;
  readonly failedAt: Date | null;
  readonly failure: string | null;
  readonly failures: number;
  readonly conflicting: boolean;
  readonly pending: Pending | null;
}

/** Mails on their way: of which checkpoint, by the ids of the mails. */
export interface Pending {
  readonly size: number;
  readonly epoch: number;
  readonly signedAt: string;
  readonly mails: readonly string[];
}

const CHANNELS = `SELECT kind, place, CASE WHEN isfinite(due_at) THEN due_at ELSE '9999-01-01Z' END AS "dueAt", size::float8 AS size, epoch,
    succeeded_at AS "succeededAt", receipt, failed_at AS "failedAt", failure, failures, conflicting, pending
  FROM anchor_channels WHERE organization_id = $1 ORDER BY kind, place`;

export const channelsOf = async (query: Query, organizationId: string): Promise<Channel[]> =>
  (await query(CHANNELS, [organizationId])) as unknown as Channel[];

/** Whether there is something to be told, as `logs_to_anchor()` asks it of all logs. */
export function isDue(channel: Channel | undefined, checkpoint: StoredCheckpoint, now: Date): boolean {
  if (!channel) return true;
  if (channel.dueAt > now) return false;
  const { size, epoch, failures, succeededAt, pending } = channel;
  const idle = succeededAt !== null && succeededAt.getTime() > now.getTime() - IDLE_MS;
  return pending !== null || failures > 0 || !idle || size !== checkpoint.size || epoch !== checkpoint.epoch;
}

const SUCCESS = `INSERT INTO anchor_channels (organization_id, kind, place, due_at, size, epoch, succeeded_at, receipt)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
  ON CONFLICT (organization_id, kind, place) DO UPDATE
    SET due_at = excluded.due_at, size = excluded.size, epoch = excluded.epoch, succeeded_at = excluded.succeeded_at, receipt = excluded.receipt,
        failures = 0, conflicting = false, pending = NULL`;

const ANCHORING = `INSERT INTO anchorings (organization_id, kind, place, size, epoch, anchored_at, receipt, signed_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`;

/** Of what is older than thirty days, the last of each day and way stays. */
const THIN = `DELETE FROM anchorings a
  WHERE a.organization_id = $1 AND a.kind = $2 AND a.place = $3 AND a.anchored_at > $4 AND a.anchored_at < $5
    AND EXISTS (SELECT FROM anchorings b WHERE b.organization_id = a.organization_id AND b.kind = a.kind AND b.place = a.place
                   AND b.anchored_at > a.anchored_at AND b.anchored_at < date_trunc('day', a.anchored_at, 'UTC') + interval '1 day')`;

export interface Success {
  readonly checkpoint: Pick<StoredCheckpoint, 'size' | 'epoch' | 'signedAt'>;
  readonly receipt: string;
  readonly at: Date;
  readonly dueAt: Date;
}

/** That a checkpoint has arrived; what had failed before is over. */
export async function succeeded(
  query: Query,
  organizationId: string,
  { kind, place }: Way,
  { checkpoint: { size, epoch, signedAt }, receipt, at, dueAt }: Success,
): Promise<void> {
  const way = [organizationId, kind, place];
  await query(SUCCESS, [...way, dueAt, size, epoch, at, receipt]);
  await query(ANCHORING, [...way, size, epoch, at, receipt, signedAt]);
  const before = (days: number): Date => new Date(at.getTime() - days * DAY_MS);
  await query(THIN, [...way, before(KEPT_WHOLE_DAYS + SWEPT_DAYS), before(KEPT_WHOLE_DAYS)]);
}

/** `$7`: true, false, or null for as it was. */
const FAILURE = `INSERT INTO anchor_channels (organization_id, kind, place, due_at, failed_at, failure, conflicting, failures)
  VALUES ($1, $2, $3, $4, $5, $6, coalesce($7, false), 1)
  ON CONFLICT (organization_id, kind, place) DO UPDATE
    SET due_at = excluded.due_at, failed_at = excluded.failed_at, failure = excluded.failure, failures = anchor_channels.failures + 1,
        conflicting = coalesce($7, anchor_channels.conflicting), pending = NULL`;

export interface Failure {
  readonly says: string;
  /** Null: not known this time. */
  readonly conflicting: boolean | null;
  /** How many there were in a row before. */
  readonly before: number;
  readonly at: Date;
}

/** That it did not arrive. Tried again after a minute, two, four, at last every hour. */
export async function failed(
  query: Query,
  organizationId: string,
  { kind, place }: Way,
  { says, conflicting, before, at }: Failure,
): Promise<void> {
  const pause = Math.min(LONGEST_PAUSE_MS, MINUTE_MS * 2 ** Math.min(before, 10));
  const dueAt = new Date(at.getTime() + pause);
  await query(FAILURE, [organizationId, kind, place, dueAt, at, says, conflicting]);
}

/** From now on silence is an alarm. */
export const WATCH = `INSERT INTO anchor_watches AS w (organization_id, watched_since) VALUES ($1, $2)
  ON CONFLICT (organization_id) DO UPDATE SET watched_since = excluded.watched_since WHERE w.watched_since IS NULL`;
