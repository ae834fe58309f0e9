import type { FastifyReply } from 'fastify';
import { DaybookError, invalid } from '../../../platform/errors/daybook-error';
import type { IngestItem, IngestResult } from '../audit.contract';

/**
 * A batch is answered item by item. One event by itself, and a batch that is all or nothing, fail as a whole: 422 for what
 * cannot be stored, 409 for an id that is taken by another content. 201 when something is new.
 */
export function answer(
  items: readonly IngestItem[],
  { single, atomic }: { single: boolean; atomic: boolean },
  reply: FastifyReply,
): IngestResult {
  const count = (status: IngestItem['status']): number =>
    items.filter((item) => item.status === status).length;
  const result = {
    stored: count('stored'),
    duplicates: count('duplicate'),
    conflicts: count('conflict'),
    rejected: count('rejected'),
    items,
  };
  if ((single || atomic) && result.conflicts + result.rejected > 0)
    throw refusal(items, result.conflicts > 0);
  if (result.stored > 0) reply.code(201);
  return result;
}

function refusal(items: readonly IngestItem[], conflict: boolean): DaybookError {
  const errors = items.flatMap((item) => (conflict && item.status !== 'conflict' ? [] : (item.errors ?? [])));
  if (conflict)
    return new DaybookError(
      'conflict',
      'event.conflict',
      'An event with this id is stored with other content. Nothing of this request was stored.',
      { errors },
    );
  const code = errors.some(({ detail }) => detail.includes('retention policy'))
    ? 'event.already_expired'
    : 'event.invalid';
  const fields = errors.slice(0, 3).map(({ pointer, detail }) => `${pointer || 'the event'} ${detail}`);
  return invalid(code, `Nothing was stored: ${fields.join('; ')}.`, errors);
}
