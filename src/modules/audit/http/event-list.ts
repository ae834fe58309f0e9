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
import { parseQuery } from '../search/parse-query';
import type { EventListDto } from './event-query.dto';

/** Where a page ended and which way to go on; the time of the first page travels along, so that `7d` stays what it was. */
interface Place {
  readonly at: string;
  readonly sequence: number;
  readonly back: boolean;
  readonly now: number;
}

const DEFAULT_LIMIT = 50;

/** `GET /v1/events`: from parameters to a page with its cursors, and what its own event says of it (S3-13). */
@Injectable()
export class EventList {
  constructor(
    private readonly reader: AuditReader,
    private readonly recorder: AuditRecorder,
    private readonly clock: Clock,
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
    const back = place?.back ?? false;
    const rows = await this.reader.page(organizationId, query, {
      after: place && { occurredAt: place.at, sequence: place.sequence },
      ascending: (sort === 'occurred_at') !== back,
      limit,
    });
    return toPage(rows, limit, place, (event, goBack) =>
      encodeCursor(this.settings.secret, scope, placeOf(event, goBack, now)),
    );
  }

  async one(id: string): Promise<AuditEvent> {
    this.recorder.describe({ resource: { type: 'event', id } });
    return this.reader.one(currentPrincipal().organizationId, id);
  }
}

const placeOf = ({ occurred_at, sequence }: AuditEvent, back: boolean, now: Date): Place => ({
  at: occurred_at,
  sequence,
  back,
  now: now.getTime(),
});

/** Rows come in the direction of travel, one more than wanted if there are more. */
function toPage(
  rows: AuditEvent[],
  limit: number,
  place: Place | null,
  cursorOf: (event: AuditEvent, back: boolean) => string,
): EventPage {
  const more = rows.length > limit;
  const back = place?.back ?? false;
  const data = rows.slice(0, limit);
  if (back) data.reverse();
  const [first, last] = [data[0], data.at(-1)];
  const hasNext = back ? place !== null : more;
  const hasPrevious = back ? more : place !== null;
  return {
    data,
    next_cursor: last && hasNext ? cursorOf(last, false) : null,
    prev_cursor: first && hasPrevious ? cursorOf(first, true) : null,
  };
}
