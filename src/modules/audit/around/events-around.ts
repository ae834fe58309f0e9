import { Inject, Injectable } from '@nestjs/common';
import { MINUTE_MS } from '../../../platform/clock/clock';
import { currentPrincipal } from '../../../platform/context/request-context';
import { invalid } from '../../../platform/errors/daybook-error';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import type { AuditEvent, EventSurroundings, Page } from '../audit.contract';
import type { EventQuery } from '../audit.event-query';
import { AuditReader } from '../audit.reader';
import { AuditRecorder } from '../audit.recorder';
import { edgeAt, positionOf, toPage, type Edge } from '../http/event-page';
import { canonicalJson } from '../recording/canonical-json';
import { EVER } from '../search/scope';
import type { AroundDto, Neighbourhood } from './around.dto';

const NOTHING: Page<AuditEvent> = { data: [], next_cursor: null, prev_cursor: null };

/** `GET /v1/events/:id/around`: what happened before and after one event. */
@Injectable()
export class EventsAround {
  constructor(
    private readonly reader: AuditReader,
    private readonly recorder: AuditRecorder,
    @Inject(CONFIG) private readonly settings: Pick<Settings, 'secret'>,
  ) {}

  /** @throws DaybookError `event.not_found`; `event.no_session`, `event.no_request` where the event has none */
  async of(
    id: string,
    { by = 'minutes', minutes = 5, limit = 25, cursor }: AroundDto,
  ): Promise<EventSurroundings> {
    const { organizationId } = currentPrincipal();
    const details = { by, ...(by === 'minutes' ? { minutes } : {}) };
    this.recorder.describe({ resource: { type: 'event', id }, details });
    const scope = canonicalJson(['around', organizationId, id, details]);
    const { secret } = this.settings;
    const edge = cursor === undefined ? null : decodeCursor<Edge>(secret, scope, cursor);
    const event = await this.reader.one(organizationId, id);
    const query = neighboursOf(event, by, minutes);
    const side = async (back: boolean): Promise<Page<AuditEvent>> => {
      if (edge && edge.back !== back) return NOTHING;
      const from = edge ?? edgeAt(event, back);
      const rows = await this.reader.page(organizationId, query, {
        after: positionOf(from),
        ascending: !back,
        limit,
      });
      return toPage(rows, limit, from, (row, goBack) => encodeCursor(secret, scope, edgeAt(row, goBack)));
    };
    const [before, after] = await Promise.all([side(true), side(false)]);
    return {
      before: before.data,
      event,
      after: after.data,
      prev_cursor: before.prev_cursor,
      next_cursor: after.next_cursor,
    };
  }
}

function neighboursOf(event: AuditEvent, by: Neighbourhood, minutes: number): EventQuery {
  if (by === 'minutes') {
    const [at, margin] = [Date.parse(event.occurred_at), minutes * MINUTE_MS];
    return { from: isoOf(at - margin), to: isoOf(at + margin + 1), where: [] };
  }
  const field = by === 'session' ? 'session_id' : 'request_id';
  const value = event.context[field];
  if (typeof value !== 'string')
    throw invalid(
      `event.no_${by}`,
      `This event does not say which ${by} it belongs to. Ask for the minutes around it: by=minutes.`,
      [{ pointer: 'by', detail: `cannot be ${by} for this event` }],
    );
  return { ...EVER, where: [{ field, is: value }] };
}

/** Within what RFC 3339 can say. */
const isoOf = (milliseconds: number): string =>
  new Date(Math.min(Math.max(milliseconds, Date.parse(EVER.from)), Date.parse(EVER.to))).toISOString();
