import { Inject, Injectable } from '@nestjs/common';
import { currentPrincipal } from '../../../platform/context/request-context';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import type { ActivityUserPage } from '../activity.contract';
import { Frames, type ActivityQuestion, type Frame } from '../people/frames';
import { lastActivityOf } from '../people/last-activity';
import type { Person } from '../people/person';
import { frameOf, span } from './present';
import { isDormant, userViews } from './user-views';

export interface UsersQuestion extends ActivityQuestion {
  readonly q?: string;
  readonly sort?: UsersSort;
  readonly dormant?: 'true' | 'false';
  readonly dormant_days?: number;
  readonly limit?: number;
  readonly cursor?: string;
}

export const USERS_SORTS = ['-last_active_at', 'last_active_at', 'name', '-name'] as const;
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
      const { rows, before, after } = pageOf(sorted, edge, limit, question.sort);
      const cursorAt = (row: Row | undefined, back: boolean): string | null =>
        row
          ? encodeCursor(secret, scope, { key: row.key, id: row.person.id, back, ...span(frame.range) })
          : null;
      return {
        ...frameOf(frame),
        data: await userViews(frame, rows, question.dormant_days),
        next_cursor: after ? cursorAt(rows.at(-1), false) : null,
        prev_cursor: before ? cursorAt(rows[0], true) : null,
      };
    });
  }

  async #rows(
    { log, circle, now }: Frame,
    { q, dormant, dormant_days, sort: by }: UsersQuestion,
  ): Promise<Row[]> {
    const people = q === undefined ? circle.people : circle.people.filter((person) => isLike(person, q));
    const last = await lastActivityOf(log, people);
    return people
      .map((person) => ({ person, lastAt: last.get(person) ?? null }))
      .filter(({ lastAt }) => dormant === undefined || `${isDormant(lastAt, now, dormant_days)}` === dormant)
      .map((row) => ({ ...row, key: keyOf(row, by) }));
  }
}

const isLike = ({ name, email, id }: Person, q: string): boolean =>
  [name, email, id].some((text) => text?.toLowerCase().includes(q.trim().toLowerCase()));

/** Texts that sort as they should. Whoever never was here was here longest ago. */
const keyOf = ({ person, lastAt }: Omit<Row, 'key'>, by: UsersSort = '-last_active_at'): string =>
  by.endsWith('name')
    ? (person.name ?? person.email ?? person.id).toLowerCase()
    : (lastAt?.toISOString() ?? '');

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
): { rows: readonly Row[]; before: boolean; after: boolean } {
  if (edge === null) return { rows: sorted.slice(0, limit), before: false, after: sorted.length > limit };
  const side = sorted.findIndex((row) => compare(placeOf(row), edge) * direction(by) >= 0);
  const at = side === -1 ? sorted.length : side;
  if (edge.back) {
    const rows = sorted.slice(Math.max(0, at - limit), at);
    return { rows, before: at > limit, after: true };
  }
  const first = sorted[at]?.person.id === edge.id ? at + 1 : at;
  return { rows: sorted.slice(first, first + limit), before: true, after: sorted.length > first + limit };
}
