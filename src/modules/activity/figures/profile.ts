import { Injectable } from '@nestjs/common';
import type { ActivityProfile, ActivityUserView } from '../activity.contract';
import { ACTIVITY_TYPES, findType } from '../activity.types';
import { countByActor } from '../counting/actor-days';
import { countByKind, countBySlot } from '../counting/event-counts';
import { clockOf, type ActivityQuestion, type Frame } from '../people/frames';
import { lastActivityOf } from '../people/last-activity';
import type { Circle } from '../people/circle';
import { People } from '../people/people';
import type { Person } from '../people/person';
import { sessionsOf } from '../timeline/sessions';
import { eventsOfType } from './by-type';
import { evidenceFor } from './evidence';
import { hourGrid } from './hour-grid';
import { frameOf, isCategory, noughts } from './present';
import { userViews } from './user-views';
import { rolesOf, usualAddresses } from './usual';

export interface ProfileQuestion extends ActivityQuestion {
  readonly peers?: 'true' | 'false';
}

const MOST_SESSIONS = 50;
const FAILED = 'login_failed';

/** `GET /v1/activity/users/:id`: one person. */
@Injectable()
export class Profiles {
  constructor(private readonly people: People) {}

  of(id: string, { peers, ...question }: ProfileQuestion): Promise<ActivityProfile> {
    return this.people.one(id, question, async (person, frame) => {
      const { log, range, circle } = frame;
      const lastAt = (await lastActivityOf(log, [person])).get(person) ?? null;
      const [view] = await userViews(frame, [{ person, lastAt }]);
      const kinds = await countByKind(log, circle.whose, range);
      return {
        ...frameOf(frame),
        ...(view as ActivityUserView),
        joined_at: person.member?.joined_at.toISOString() ?? null,
        failed_sign_ins: eventsOfType(kinds, FAILED),
        failed_sign_ins_query: failedQuery(circle),
        types: ACTIVITY_TYPES.map(({ type, category }) => ({
          type,
          category,
          events: eventsOfType(kinds, type),
        })).filter(({ events }) => events > 0),
        ...(await courseOf(frame)),
        usual: { hours: view?.usual_hours ?? null, addresses: await usualAddresses(frame) },
        sessions: await sessionsOf(log, { keys: person.keys, range, ids: null, limit: MOST_SESSIONS }),
        roles: await rolesOf(frame, person),
        peers: peers === 'true' ? await peersOf(frame, person) : null,
      };
    });
  }
}

function failedQuery(circle: Circle): string | null {
  const type = findType(FAILED);
  return type ? evidenceFor(circle).ofType(type) : null;
}

/** What they did themselves, by hour of the week and by day. */
async function courseOf({
  log,
  range,
  zone,
  circle,
}: Frame): Promise<Pick<ActivityProfile, 'hours' | 'days'>> {
  const clock = clockOf(zone, range);
  const slots = await countBySlot(log, { keys: circle.keys ?? [], emails: [] }, range);
  const days = new Map(clock.daysOf(range.from, range.to).map(({ day }) => [day, 0]));
  for (const { at, n } of slots) days.set(clock.dayOf(at), (days.get(clock.dayOf(at)) ?? 0) + n);
  return { hours: hourGrid(slots, clock), days: [...days].map(([day, events]) => ({ day, events })) };
}

/** The average of the others with the same role, among those whom whoever asks may see. */
async function peersOf({ log, range, visible }: Frame, person: Person): Promise<ActivityProfile['peers']> {
  const peers = visible.filter(
    (one) => one !== person && one.member && one.member.role === person.member?.role,
  );
  const keys = peers.flatMap((one) => one.keys);
  const sums = { ...noughts(), other: 0 };
  for (const { category, n } of await countByActor(log, keys, range))
    sums[isCategory(category) ? category : 'other'] += n;
  const average = Object.entries(sums).map(([category, sum]) => [
    category,
    peers.length === 0 ? 0 : Math.round((sum / peers.length) * 100) / 100,
  ]);
  return { users: peers.length, events: Object.fromEntries(average) as ActivityUserView['events'] };
}
