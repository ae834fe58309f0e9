import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock';
import { currentPrincipal } from '../../../platform/context/request-context';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import type { AuditEvent, EventPage } from '../audit.contract';
import { AuditReader } from '../audit.reader';
import { AuditRecorder } from '../audit.recorder';
import { canonicalJson } from '../recording/canonical-json';
import { ViewSessions } from '../recording/view-sessions';
import type { SortColumn } from '../search/page-request';
import { parseQuery } from '../search/parse-query';
import { edgeAt, toPage, type Edge } from './event-page';
import type { EventListDto } from './event-query.dto';

/** Where a page ended and which way to go on; the time of the first page travels along, so that `7d` stays what it was. */
interface Place extends Edge {
  readonly now: number;
  /** Of the column that the list is sorted by. */
  readonly value: string | null;
}

const DEFAULT_LIMIT = 50;

/** `GET /v1/events`: from parameters to a page with its cursors, and what its own event says of it (S3-13). */
@Injectable()
export class EventList {
  constructor(
    private readonly reader: AuditReader,
    private readonly recorder: AuditRecorder,
    private readonly clock: Clock,
    private readonly views: ViewSessions,
    @Inject(CONFIG) private readonly settings: Settings,
  ) {}

  async page({
    sort = '-occurred_at',
    limit = DEFAULT_LIMIT,
    cursor,
    ...filter
  }: EventListDto): Promise<EventPage> {
    const { organizationId } = currentPrincipal();
    const scope = canonicalJson(['events', organizationId, sort, filter]);
    const place = cursor === undefined ? null : decodeCursor<Place>(this.settings.secret, scope, cursor);
    const now = place ? new Date(place.now) : this.clock.now();
    const query = parseQuery(filter, now);
    this.recorder.describe({ details: { query: { ...filter, from: query.from, to: query.to }, sort } });
    const column = sort.replace('-', '') as SortColumn;
    const rows = await this.reader.page(organizationId, query, {
      after: place && { occurredAt: place.at, sequence: place.sequence, value: place.value },
      ascending: sort.startsWith('-') === (place?.back ?? false),
      limit,
      sort: column,
    });
    this.views.read(['list', filter]);
    return toPage(rows, limit, place, (event, goBack) =>
      encodeCursor(this.settings.secret, scope, {
        ...edgeAt(event, goBack),
        now: now.getTime(),
        value: valueOf(event, column),
      } satisfies Place),
    );
  }

  async one(id: string): Promise<AuditEvent> {
    this.recorder.describe({ resource: { type: 'event', id } });
    return this.reader.one(currentPrincipal().organizationId, id);
  }
}

function valueOf({ action, context }: AuditEvent, column: SortColumn): string | null {
  if (column === 'action') return action;
  return column === 'ip' ? ((context.ip as string | null | undefined) ?? null) : null;
}
