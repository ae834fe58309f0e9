import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock';
import { currentPrincipal } from '../../../platform/context/request-context';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import type { AuditEvent, RecordEvent, RecordHistory } from '../audit.contract';
import type { Expression } from '../audit.event-query';
import { AuditReader } from '../audit.reader';
import { AuditRecorder } from '../audit.recorder';
import { edgeAt, positionOf, toPage, type Edge } from '../http/event-page';
import { canonicalJson } from '../recording/canonical-json';
import { parseQuery } from '../search/parse-query';
import { EVER } from '../search/scope';
import { fieldChanges } from './field-changes';
import type { RecordDto, RecordHistoryDto } from './record-history.dto';

const DEFAULT_LIMIT = 50;

/** `GET /v1/records/:type/:id/history`: everything that touched one record, newest first (S0-23). */
@Injectable()
export class RecordHistories {
  constructor(
    private readonly reader: AuditReader,
    private readonly recorder: AuditRecorder,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly settings: Pick<Settings, 'secret'>,
  ) {}

  /** A record that nobody has touched has an empty history, whether there is one or not (A1). */
  async page(
    { type, id }: RecordDto,
    { limit = DEFAULT_LIMIT, cursor, writes_only = 'false', ...range }: RecordHistoryDto,
  ): Promise<RecordHistory> {
    const { organizationId } = currentPrincipal();
    const { secret } = this.settings;
    const { from = EVER.from, to, tz } = range;
    const query = parseQuery({ from, ...(to && { to }), ...(tz && { tz }) }, this.clock.now());
    this.recorder.describe({ resource: { type, id }, details: { ...range, writes_only } });
    const scope = canonicalJson(['record', organizationId, type, id, range, writes_only]);
    const edge = cursor === undefined ? null : decodeCursor<Edge>(secret, scope, cursor);
    const where = [touches(type, id), ...(writes_only === 'true' ? [WRITES] : [])];
    const rows = await this.reader.page(
      organizationId,
      { ...query, where },
      { after: positionOf(edge), ascending: edge?.back ?? false, limit },
    );
    return toPage(rows.map(withFieldChanges), limit, edge, (row, back) =>
      encodeCursor(secret, scope, edgeAt(row, back)),
    );
  }
}

const withFieldChanges = (event: AuditEvent): RecordEvent => ({
  ...event,
  field_changes: fieldChanges(event.changes),
});

/** The record as what was acted on, or as whom it concerned. */
export const touches = (type: string, id: string): Expression => ({
  any: [
    {
      all: [
        { field: 'resource_type', is: type },
        { field: 'resource_id', is: id },
      ],
    },
    {
      all: [
        { field: 'subject_type', is: type },
        { field: 'subject_id', is: id },
      ],
    },
  ],
});

export const WRITES: Expression = {
  any: [
    { field: 'operation', is: 'create' },
    { field: 'operation', is: 'update' },
    { field: 'operation', is: 'delete' },
    { has: 'changes' },
  ],
};
