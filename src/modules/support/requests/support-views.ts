import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { Clock } from '../../../platform/clock/clock';
import type { Row } from '../../../platform/database/row';
import { exportStandings } from '../../exports/exports.standing';
import type { SupportProposal, SupportRequestDetails, SupportRequestView } from '../support.contract';
import { SupportGrant } from '../storage/support-grant.entity';
import { SupportMessage } from '../storage/support-message.entity';
import type { SupportRequest } from '../storage/support-request.entity';
import { messageView, proposalOf, viewOf, type Viewer } from './support-request.presenter';

/** Requests with what belongs to them, in a transaction that has entered their organization. */
@Injectable()
export class SupportViews {
  constructor(private readonly clock: Clock) {}

  async of(
    manager: EntityManager,
    organizationId: string,
    requests: readonly Row<SupportRequest>[],
    viewer: Viewer,
  ): Promise<SupportRequestView[]> {
    const ids = requests.map(({ id }) => id);
    const proposals = await this.#proposals(manager, organizationId, ids, viewer);
    return requests.map((request) => viewOf(request, proposals.get(request.id) ?? null, this.clock.now()));
  }

  async details(
    manager: EntityManager,
    request: Row<SupportRequest>,
    viewer: Viewer,
  ): Promise<SupportRequestDetails> {
    const { organizationId, id: requestId } = request;
    const [view] = await this.of(manager, organizationId, [request], viewer);
    const messages = await manager.find(SupportMessage, {
      where: { organizationId, requestId },
      order: { id: 'ASC' },
    });
    return { ...(view as SupportRequestView), messages: messages.map(messageView) };
  }

  /** The newest of each request. */
  async #proposals(
    manager: EntityManager,
    organizationId: string,
    requestIds: readonly string[],
    viewer: Viewer,
  ): Promise<Map<string, SupportProposal>> {
    const now = this.clock.now();
    const grants = await manager.find(SupportGrant, {
      where: { organizationId, requestId: In([...requestIds]) },
      order: { id: 'ASC' },
    });
    const newest = [...new Map(grants.map((grant) => [grant.requestId, grant])).values()];
    const exports = newest.flatMap(({ exportId }) => exportId ?? []);
    const standings = await exportStandings(manager, organizationId, exports, now);
    return new Map(
      newest.map((grant) => [
        grant.requestId,
        proposalOf(grant, standings.get(grant.exportId ?? ''), viewer, now),
      ]),
    );
  }
}
