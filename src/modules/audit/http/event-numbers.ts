import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock';
import { currentPrincipal } from '../../../platform/context/request-context';
import { invalidField } from '../../../platform/errors/daybook-error';
import type { EventFacets, EventHistogram } from '../audit.counts.contract';
import { AuditCounts } from '../audit.counts';
import type { EventQuery } from '../audit.event-query';
import { AuditRecorder } from '../audit.recorder';
import { bucketsOf } from '../counts/buckets';
import { ViewSessions } from '../recording/view-sessions';
import { parseQuery, type EventFilter } from '../search/parse-query';
import { FACET_FIELDS, type FacetsDto, type HistogramDto } from './event-counts.dto';

const DEFAULT_LIMIT = 10;
const MOST_BUCKETS = 2_000;

/** Histogram and facets over HTTP, and what their own events say of them. */
@Injectable()
export class EventNumbers {
  constructor(
    private readonly counts: AuditCounts,
    private readonly recorder: AuditRecorder,
    private readonly clock: Clock,
    private readonly views: ViewSessions,
  ) {}

  async histogram({ by = 'outcome', step, ...filter }: HistogramDto): Promise<EventHistogram> {
    const query = this.#query(filter, { by });
    if (step && bucketsOf(step, ...this.#rangeOf(query)) > MOST_BUCKETS)
      throw invalidField('step', `must be longer: the range would have more than ${MOST_BUCKETS} buckets`);
    const timeZone = filter.tz ?? 'UTC';
    const { organizationId } = currentPrincipal();
    const histogram = await this.counts.histogram(organizationId, query, { by, timeZone, step });
    this.views.read(['chart', filter], ['list', filter]);
    return histogram;
  }

  async facets({
    field = [...FACET_FIELDS],
    limit = DEFAULT_LIMIT,
    ...filter
  }: FacetsDto): Promise<EventFacets> {
    const query = this.#query(filter, { fields: field });
    const facets = await this.counts.facets(currentPrincipal().organizationId, query, field, limit);
    this.views.read(['facets', filter, field], ['list', filter]);
    return facets;
  }

  #query(filter: EventFilter, more: Record<string, unknown>): EventQuery {
    const query = parseQuery(filter, this.clock.now());
    this.recorder.describe({
      details: { query: { ...filter, from: query.from, to: query.to }, ...more },
    });
    return query;
  }

  /** A range without an end is taken to end now. */
  #rangeOf({ from, to }: EventQuery): [number, number] {
    const now = this.clock.now().getTime();
    return [Date.parse(from), Math.min(Date.parse(to), Math.max(now, Date.parse(from)))];
  }
}
