import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock';
import { currentPrincipal } from '../../../platform/context/request-context';
import { invalid, invalidField } from '../../../platform/errors/daybook-error';
import { parseQuery } from '../../audit/audit.event-filter';
import type { EventQuery } from '../../audit/audit.event-query';
import { AuditReader } from '../../audit/audit.reader';
import type { ExportRequestDto } from '../http/export.dto';

/** `selected`: the number of events that were picked one by one; null for all that the query finds. */
export interface Choice {
  readonly query: EventQuery;
  readonly selected: number | null;
}

/** Which events somebody asks for: by a query, or one by one (S4-21). */
@Injectable()
export class ExportChoice {
  constructor(
    private readonly reader: AuditReader,
    private readonly clock: Clock,
  ) {}

  /** @throws DaybookError `request.invalid` that names the ids of which there is no event, here (A1). */
  async of({ query, event_ids: ids }: ExportRequestDto): Promise<Choice> {
    if (query && ids) throw invalidField('/event_ids', 'cannot stand beside a query: give one of them');
    if (query) return { query: parseQuery(query, this.clock.now()), selected: null };
    if (!ids) throw invalidField('/query', 'is missing: say which events, or give event_ids');
    const { query: chosen, missing } = await this.reader.chosen(currentPrincipal().organizationId, ids);
    if (missing.length > 0) throw unknownEvents(ids, new Set(missing));
    return { query: chosen, selected: new Set(ids.map((id) => id.toLowerCase())).size };
  }
}

function unknownEvents(ids: readonly string[], missing: ReadonlySet<string>) {
  const errors = ids.flatMap((id, index) =>
    missing.has(id.toLowerCase()) ? [{ pointer: `/event_ids/${index}`, detail: `is no event: ${id}` }] : [],
  );
  return invalid(
    'request.invalid',
    `${missing.size} of the events do not exist. Leave them out, or look for them again.`,
    errors,
  );
}
