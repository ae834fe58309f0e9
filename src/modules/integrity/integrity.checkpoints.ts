import { Injectable } from '@nestjs/common';
import type { Query } from './integrity.query';
import { coveringCheckpoint, latestCheckpoint, type StoredCheckpoint } from './storage/checkpoint-store';

export type { StoredCheckpoint } from './storage/checkpoint-store';

/** The door to what was signed of each log, in the epoch in force. `query` is in a transaction that has entered the organization. */
@Injectable()
export class Checkpoints {
  /** The newest. Null before the log was sealed for the first time. */
  latest(query: Query, organizationId: string): Promise<StoredCheckpoint | null> {
    return latestCheckpoint(query, organizationId);
  }

  /** The oldest that is kept and has the event of this sequence. Null before the event was sealed. */
  covering(query: Query, organizationId: string, sequence: number): Promise<StoredCheckpoint | null> {
    return coveringCheckpoint(query, organizationId, sequence);
  }
}
