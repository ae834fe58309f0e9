import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import type { Row } from '../../../platform/database/row';
import { deadlinesFrom } from '../deadlines/clocks';
import { SupportRequest } from './support-request.entity';
import type { TenantFacts } from './tenant-facts';

type Given = Pick<
  Row<SupportRequest>,
  'organizationId' | 'origin' | 'kind' | 'tryingTo' | 'workspace' | 'record' | 'wanted' | 'requestedBy'
>;

/** Stores a request under the next number of its organization, whose row the transaction has locked. */
export async function insertRequest(
  manager: EntityManager,
  given: Given,
  facts: TenantFacts,
  createdAt: Date,
): Promise<Row<SupportRequest>> {
  const [{ next }] = (await manager.query(
    'SELECT coalesce(max(number), 0) + 1 AS next FROM support_requests WHERE organization_id = $1',
    [given.organizationId],
  )) as [{ next: number }];
  const request: Row<SupportRequest> = {
    ...given,
    id: uuidv7(),
    number: next,
    createdAt,
    ...deadlinesFrom(createdAt, given.kind, facts),
    // What an operator begins waits for no answer of theirs.
    firstAnsweredAt: given.origin === 'operator' ? createdAt : null,
    deliveredAt: null,
    closedAt: null,
    closedBy: null,
    feedback: null,
    reminded: [],
  };
  await manager.insert(SupportRequest, request);
  return request;
}
