import type { CheckpointView } from '../integrity.contract';
import type { StoredCheckpoint } from '../storage/checkpoint-store';

/** The first line of a note is the log's name. */
export const originOf = ({ note }: Pick<StoredCheckpoint, 'note'>): string =>
  note.slice(0, note.indexOf('\n'));

export const toView = (checkpoint: StoredCheckpoint): CheckpointView => ({
  origin: originOf(checkpoint),
  epoch: checkpoint.epoch,
  size: checkpoint.size,
  root: checkpoint.root.toString('base64'),
  signed_at: checkpoint.signedAt.toISOString(),
  note: checkpoint.note,
});
