import { Inject, Injectable } from '@nestjs/common';
import type { Category } from '../../../platform/context/action-spec';
import { currentPrincipal } from '../../../platform/context/request-context';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import type { ActivityUserPage } from '../activity.contract';
import { Frames, type ActivityQuestion, type Frame } from '../people/frames';
import { countOffHours } from '../counting/off-hours';
import { lastActivityOf, lastSignInOf } from '../people/last-activity';
import type { Person } from '../people/person';
import { frameOf, noughts, span } from './present';
import { eventsOf, isDormant, userViews } from './user-views';

export interface UsersQuestion extends ActivityQuestion {
  readonly q?: string;
  readonly sort?: UsersSort;
  /** What `events` are sorted by; default: all of them. */
  readonly category?: Category;
  readonly dormant?: 'true' | 'false';
  readonly dormant_days?: number;
  readonly limit?: number;
  readonly cursor?: string;
}

const FIELDS = ['last_active_at', 'last_signed_in_at', 'name', 'role', 'events', 'off_hours'] as const;
type Field = (typeof FIELDS)[number];
export const USERS_SORTS = FIELDS.flatMap((field) => [field, `-${field}`] as const);
type UsersSort = (typeof USERS_SORTS)[number];

const DEFAULT_LIMIT = 50;

/** Where a page ended: what its last person was sorted by. The range travels along, so that all pages show the same one. */
interface Edge {
  readonly key: string;
  readonly id: string;
  readonly back: boolean;
  readonly from: string;
  readonly to: string;
}

interface Row {
  readonly person: Person;
  readonly lastAt: Date | null;
  readonly key: string;
}

/** `GET /v1/activity/users`: who was here when, and did how much (S0-17, S0-24). */
@Injectable()
export class Users {
  constructor(
    private readonly frames: Frames,
    @Inject(CONFIG) private readonly settings: Settings,
  ) {}

  page({ limit = DEFAULT_LIMIT, cursor, ...question }: UsersQuestion): Promise<ActivityUserPage> {
    const { secret } = this.settings;
    const scope = JSON.stringify(['activity users', currentPrincipal().organizationId, question]);
    const edge = cursor === undefined ? null : decodeCursor<Edge>(secret, scope, cursor);
    const asked = edge ? { ...question, range: undefined, from: edge.from, to: edge.to } : question;
    return this.frames.over(asked, async (frame) => {
      const sorted = sort(await this.#rows(frame, question), question.sort);
      const { rows, before, after, first } = pageOf(sorted, edge, limit, question.sort);
      const cursorAt = (row: Row | undefined, back: boolean): string | null =>
        row
          ? encodeCursor(secret, scope, { key: row.key, id: row.person.id, back, ...span(frame.range) })
          : null;
      return {
        ...frameOf(frame),
        total: sorted.length,
        first: rows.length === 0 ? 0 : first + 1,
        data: await userViews(frame, rows, question.dormant_days),
        next_cursor: after ? cursorAt(rows.at(-1), false) : null,
        prev_cursor: before ? cursorAt(rows[0], true) : null,
      };
    });
  }

  async #rows(frame: Frame, { q, dormant, dormant_days, sort: by, category }: UsersQuestion): Promise<Row[]> {
    const { log, circle, now } = frame;
    const people = q === undefined ? circle.people : circle.people.filter((person) => isLike(person, q));
    const last = await lastActivityOf(log, people);
    const keyOf = await KEYS[fieldOf(by)](frame, people, category);
    return people
      .map((person) => ({ person, lastAt: last.get(person) ?? null }))
      .filter(({ lastAt }) => dormant === undefined || `${isDormant(lastAt, now, dormant_days)}` === dormant)
      .map((row) => ({ ...row, key: keyOf(row) }));
  }
}

const isLike = ({ name, email, id }: Person, q: string): boolean =>
  [name, email, id].some((text) => text?.toLowerCase().includes(q.trim().toLowerCase()));

type KeyOf = (row: Omit<Row, 'key'>) => string;
const fieldOf = (by: UsersSort = '-last_active_at'): Field => by.replace('-', '') as Field;
const digits = (n: number): string => String(n).padStart(12, '0');
const nameOf = ({ name, email, id }: Person): string => (name ?? email ?? id).toLowerCase();

/** Texts that sort as they should. Whoever never was here was here longest ago. */
const KEYS: Readonly<
  Record<Field, (frame: Frame, people: readonly Person[], category?: Category) => Promise<KeyOf> | KeyOf>
> = {
  name:
    () =>
    ({ person }) =>
      nameOf(person),
  role:
    () =>
    ({ person }) =>
      `${person.member?.role_name.toLowerCase() ?? '~'} ${nameOf(person)}`,
  last_active_at:
    () =>
    ({ lastAt }) =>
      lastAt?.toISOString() ?? '',
  last_signed_in_at: async ({ log }, people) => {
    const signIns = await lastSignInOf(log, people);
    return ({ person }) => signIns.get(person)?.toISOString() ?? '';
  },
  events: async (frame, people, category) => {
    const events = await eventsOf(frame, people);
    return ({ person }) => {
      const counts = events.get(person) ?? { ...noughts(), other: 0 };
      return digits(category ? counts[category] : Object.values(counts).reduce((sum, n) => sum + n, 0));
    };
  },
  off_hours: async ({ log, range, circle }) => {
    const counts = await countOffHours(log, circle.keys, range);
    return ({ person }) => digits(person.keys.reduce((sum, key) => sum + (counts.get(key) ?? 0), 0));
  },
};

const compare = (a: { key: string; id: string }, b: { key: string; id: string }): number =>
  a.key === b.key ? (a.id < b.id ? -1 : Number(a.id > b.id)) : a.key < b.key ? -1 : 1;
const placeOf = ({ key, person }: Row): { key: string; id: string } => ({ key, id: person.id });
const direction = (by: UsersSort = '-last_active_at'): number => (by.startsWith('-') ? -1 : 1);

const sort = (rows: readonly Row[], by: UsersSort | undefined): Row[] =>
  rows.toSorted((a, b) => compare(placeOf(a), placeOf(b)) * direction(by));

/** What follows the edge, or comes before it; and whether there is more on either side. */
function pageOf(
  sorted: readonly Row[],
  edge: Edge | null,
  limit: number,
  by: UsersSort | undefined,
): { rows: readonly Row[]; before: boolean; after: boolean; first: number } {
  if (edge === null)
    return { rows: sorted.slice(0, limit), before: false, after: sorted.length > limit, first: 0 };
  const side = sorted.findIndex((row) => compare(placeOf(row), edge) * direction(by) >= 0);
  const at = side === -1 ? sorted.length : side;
  if (edge.back) {
    const rows = sorted.slice(Math.max(0, at - limit), at);
    return { rows, before: at > limit, after: true, first: Math.max(0, at - limit) };
  }
  const first = sorted[at]?.person.id === edge.id ? at + 1 : at;
  return {
    rows: sorted.slice(first, first + limit),
    before: true,
    after: sorted.length > first + limit,
    first,
  };
}
