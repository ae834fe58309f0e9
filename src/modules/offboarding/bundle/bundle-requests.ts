import { Injectable } from '@nestjs/common';
import { currentPrincipal } from '../../../platform/context/request-context';
import { parseQuery } from '../../audit/audit.event-filter';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import type { Export } from '../../exports/exports.contract';
import { ExportRequests } from '../../exports/exports.requests';

/** Of all times. */
const EVERYTHING = parseQuery({ from: '0001-01-01T00:00:00Z' }, new Date(0));

/** Asking for everything that is an organization's own. */
@Injectable()
export class BundleRequests {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly exports: ExportRequests,
  ) {}

  async request(): Promise<Export> {
    const { organizationId, actor } = currentPrincipal();
    const { type, id, name, email } = actor;
    const row = await this.unitOfWork.change(async (manager) => {
      const result = await this.exports.insert(manager, {
        organizationId,
        format: 'ndjson',
        query: EVERYTHING,
        timeZone: null,
        requestedBy: { type, id, name, email },
        origin: 'offboarding',
      });
      return { result, event: { resource: { type: 'export', id: result.id } } };
    });
    await this.exports.enqueue(organizationId, row.id);
    return row;
  }
}
