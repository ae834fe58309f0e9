import { Inject, Injectable } from '@nestjs/common';
import { currentPrincipal } from '../../../platform/context/request-context';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import type { AuditEvent } from '../../audit/audit.contract';
import type { TimelinePage } from '../activity.contract';
import { frameOf, span, userView } from '../figures/present';
import type { ActivityQuestion, Frame } from '../people/frames';
import { People } from '../people/people';
import type { Person } from '../people/person';
import { groupSessions, neighbourOf, sessionOf, type Neighbour, type Page } from './grouping';
import { sessionsOf } from './sessions';

export interface TimelineQuestion extends ActivityQuestion {
  readonly category?: string;
  /** Whether similar events that follow one another are shown as one. */
  readonly group?: 'true' | 'false';
  readonly limit?: number;
  readonly cursor?: string;
}

/** Where a page ended, with what its neighbour has to know of it. */
interface Place extends Neighbour {
  readonly sequence: number;
  readonly back: boolean;
  readonly from: string;
  readonly to: string;
}

const DEFAULT_LIMIT = 100;

/** What one person did, in the order in which they did it, session by session. */
@Injectable()
export class Timeline {
  constructor(
    private readonly people: People,
    @Inject(CONFIG) private readonly settings: Settings,
  ) {}

  /** @throws DaybookError `user.not_found` for whoever is not there, or not for the eyes of whoever asks */
  page(id: string, { limit = DEFAULT_LIMIT, cursor, ...question }: TimelineQuestion): Promise<TimelinePage> {
    const { secret } = this.settings;
    const scope = JSON.stringify(['timeline', currentPrincipal().organizationId, id, question]);
    const place = cursor === undefined ? null : decodeCursor<Place>(secret, scope, cursor);
    const asked = place ? { ...question, range: undefined, from: place.from, to: place.to } : question;
    return this.people.one(id, asked, async (person, frame) => {
      const page = await read(frame, person, question.category ?? null, place, limit);
      const { events, hasNewer, hasOlder } = page;
      const cursorAt = (event: AuditEvent | undefined, back: boolean): string | null =>
        event
          ? encodeCursor(secret, scope, {
              ...neighbourOf(event),
              sequence: event.sequence,
              back,
              ...span(frame.range),
            } satisfies Place)
          : null;
      return {
        ...frameOf(frame),
        user: userView(person),
        data: await sessions(frame, person, page, question),
        next_cursor: hasOlder ? cursorAt(events.at(-1), false) : null,
        prev_cursor: hasNewer ? cursorAt(events[0], true) : null,
      };
    });
  }
}

interface Read extends Page {
  readonly hasNewer: boolean;
  readonly hasOlder: boolean;
}

/** Newest first, whichever way the page is reached. One event more than wanted tells what stands beyond. */
async function read(
  { log, range }: Frame,
  { keys }: Person,
  category: string | null,
  place: Place | null,
  limit: number,
): Promise<Read> {
  const back = place?.back ?? false;
  const which = { from: new Date(range.from), to: new Date(range.to), category };
  const after = place && { occurredAt: place.at, sequence: place.sequence };
  const rows = await log.eventsOf(keys, which, { after, ascending: back, limit });
  const events = rows.slice(0, limit);
  const extra = rows.length > limit ? neighbourOf(rows[limit] as AuditEvent) : null;
  if (back)
    return {
      events: events.toReversed(),
      newer: extra,
      older: place,
      hasNewer: extra !== null,
      hasOlder: true,
    };
  return { events, newer: place, older: extra, hasNewer: place !== null, hasOlder: extra !== null };
}

async function sessions(
  { log, range }: Frame,
  { keys }: Person,
  page: Page,
  { category = null, group }: { category?: string | null; group?: string },
): Promise<TimelinePage['data']> {
  const ids = [...new Set(page.events.flatMap((event) => sessionOf(event) ?? []))];
  const found = await sessionsOf(log, { keys, range, category, ids, limit: ids.length });
  return groupSessions(
    page,
    new Map(found.map((session) => [session.id as string, session])),
    group !== 'false',
  );
}
