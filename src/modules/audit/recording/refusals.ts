import { sqlState } from '../../../platform/database/database-fault';
import type { AppendResult } from '../audit.event';

type Rejected = Extract<AppendResult, { status: 'rejected' }>;

export const alreadyExpired = (id: string): Rejected => ({
  status: 'rejected',
  id,
  code: 'event.already_expired',
  detail: 'is older than the retention policy keeps events, so it would be purged at once',
});

/** The events of an all-or-nothing batch when one of them could not be stored. */
export const notStored = (id: string): Rejected => ({
  status: 'rejected',
  id,
  code: 'batch.not_stored',
  detail: 'was not stored, because another event of the batch was refused',
});

/** Carries the answers out of a transaction that must roll back because an all-or-nothing batch has a conflict. */
export class AtomicRefusal extends Error {
  constructor(readonly results: AppendResult[]) {
    super('an event of an all-or-nothing batch conflicts with a stored one');
  }
}

/** How one event is answered that the database refuses for what it is; undefined if the error says nothing about events. */
export function rejectionOf(error: unknown): ((id: string) => Rejected) | undefined {
  const state = sqlState(error);
  if (state === 'DY002') return alreadyExpired;
  if (state === undefined || !/^(22|23|54)/.test(state)) return undefined;
  return (id) => ({
    status: 'rejected',
    id,
    code: 'event.refused',
    detail: `was refused by the database (SQLSTATE ${state})`,
  });
}

/** Two halves, neither empty, of a list of at least two. */
export function bisect<T>(list: readonly T[]): [T[], T[]] {
  const middle = list.length >> 1;
  return [list.slice(0, middle), list.slice(middle)];
}
