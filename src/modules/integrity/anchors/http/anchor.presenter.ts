import type {
  AnchorPlaceView,
  AnchorsView,
  AnchorSuccess,
  CheckpointMailSettings,
} from '../../integrity.anchors.contract';
import type { Channel, Way } from '../channels';

export interface AnchorFacts {
  readonly channels: readonly Channel[];
  /** What is sent to by the clock. */
  readonly configured: readonly Way[];
  readonly overdueSince: Date | null;
  readonly mail: CheckpointMailSettings;
}

/** Every place that is or was, and the state of all of them in words. */
export function presentAnchors({ channels, configured, overdueSince, mail }: AnchorFacts): AnchorsView {
  const isIn = (ways: readonly Way[], { kind, place }: Way): boolean =>
    ways.some((way) => way.kind === kind && way.place === place);
  const fresh = configured.filter((way) => !isIn(channels, way)).map((way) => present(way, undefined, true));
  const known = channels.map((channel) => present(channel, channel, isIn(configured, channel)));
  const places = [...known, ...fresh];
  const state = stateOf(channels, configured, overdueSince);
  const overdue_since = overdueSince?.toISOString() ?? null;
  return { state, says: WORDS[state], overdue_since, places, checkpoint_mail: mail };
}

function present({ kind, place }: Way, channel: Channel | undefined, configured: boolean): AnchorPlaceView {
  const next = configured ? channel?.dueAt : undefined;
  return {
    kind,
    place,
    configured: configured || kind === 'export',
    last_success: channel ? successOf(channel) : null,
    last_failure: channel ? failureOf(channel) : null,
    next_at: next === undefined || next.getUTCFullYear() >= 9999 ? null : next.toISOString(),
  };
}

const successOf = ({ succeededAt, size, epoch, receipt }: Channel): AnchorSuccess | null =>
  succeededAt === null || size === null || epoch === null || receipt === null
    ? null
    : { at: succeededAt.toISOString(), size, epoch, receipt };

const failureOf = ({ failedAt, failure, failures }: Channel): AnchorPlaceView['last_failure'] =>
  failedAt === null ? null : { at: failedAt.toISOString(), says: failure ?? 'unknown', in_a_row: failures };

function stateOf(
  channels: readonly Channel[],
  configured: readonly Way[],
  overdueSince: Date | null,
): AnchorsView['state'] {
  if (channels.some(({ conflicting }) => conflicting)) return 'contradicted';
  if (overdueSince) return 'overdue';
  if (configured.length === 0) return 'none';
  return channels.some(({ kind, succeededAt }) => kind !== 'export' && succeededAt) ? 'ok' : 'waiting';
}

const WORDS: Record<AnchorsView['state'], string> = {
  none: 'This log has no outside anchor: who has the host, its database and its key could rewrite it unseen. Whoever runs Daybook sets ANCHOR_URL, WITNESS_URL or SMTP_URL.',
  waiting: 'Nothing of this log has been anchored yet; the first checkpoints are on their way.',
  ok: 'Checkpoints of this log lie outside Daybook. What they state cannot be taken back.',
  overdue: 'No checkpoint of this log has left Daybook for too long. The failures below say why.',
  contradicted:
    'A place outside has signed another history of this log than the one here. Keep everything as it is and look at its failure below.',
};
