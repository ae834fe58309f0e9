import { randomUUID } from 'node:crypto';
import type { AuditEvent } from '../../src/modules/audit/audit.contract';
import { CountStore } from '../../src/modules/audit/counts/count-store';
import type { NewEvent } from '../../src/modules/audit/audit.event';
import {
  SORT_COLUMNS,
  type PageRequest,
  type Position,
  type SortColumn,
} from '../../src/modules/audit/search/page-request';
import { parseQuery } from '../../src/modules/audit/search/parse-query';
import { Random } from '../bench/random';
import { addressNumber } from '../support/address-number';
import { openLog, type LogFixture } from '../support/log-fixture';
import { printed } from '../support/print-query';
import { randomEvent } from '../support/random-events';
import { randomQuery } from '../support/random-queries';
import { rounds } from '../support/rounds';
import { belongs, holds, type Numbered } from '../support/search-oracle';

const ORGANIZATIONS = 5;
const EVENTS = 300;
/** Of each organization's events, so many are in the counted tables, where what is rare is looked for. */
const COUNTED = [EVENTS, EVENTS, EVENTS, EVENTS / 2, 0];
const ROUNDS = rounds({ all: 10_000, part: 3_000 });
/** Asked at once, over as many connections. */
const AT_ONCE = 6;
/** The same in every run: a failure names its round, which can be asked alone. */
const SEED = 20_261_121;

/** Every query says when. */
const NEVER = new Date(0);

interface Tenant {
  readonly id: string;
  readonly events: readonly Numbered[];
}

/** Each organization keeps its events in partitions of its own, some of them others' as well. */
const expiresOn = (tenant: number, day: number): string =>
  [`2040-0${1 + (tenant % 3)}-01`, `2041-01-0${1 + tenant}`, '2042-01-01', 'infinity'][day % 4] as string;

describe('search', () => {
  let log: LogFixture;
  const tenants: Tenant[] = [];
  /** Queries that were asked in the query language. */
  let typed = 0;

  beforeAll(async () => {
    const number = (organizationId: string): number => tenants.findIndex(({ id }) => id === organizationId);
    log = await openLog({
      of: (organizationId) =>
        Promise.resolve(({ occurred_at }) => expiresOn(number(organizationId), occurred_at.getUTCDate())),
    });
    const random = new Random(SEED);
    for (let count = 0; count < ORGANIZATIONS; count++) {
      const id = randomUUID();
      const events = Array.from({ length: EVENTS }, (_, index) => randomEvent(random, index + 1, id));
      tenants.push({ id, events: events.map((event, index) => ({ event, sequence: index + 1 })) });
      await log.writer.write(id, events);
    }
    const counts = new CountStore(log.app);
    for (const [index, { id }] of tenants.entries()) await counts.count(id, COUNTED[index] as number);
    await log.admin.pool.query('VACUUM (ANALYZE) events');
  }, 120_000);
  afterAll(() => log.close());

  it(`finds what a plain filter finds, in its order, over ${ROUNDS} random queries and page walks`, async () => {
    let [next, rows] = [1, 0];
    const work = async (): Promise<void> => {
      for (let round = next++; round <= ROUNDS; round = next++)
        rows += await ask(new Random(SEED + round), round);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    expect(rows).toBeGreaterThan(ROUNDS * 4);
    expect(typed).toBeGreaterThan(ROUNDS / 4);
  }, 300_000);

  /** One query, and how many rows it found: every tenth is walked to its end and back, of the others any page is looked at. */
  async function ask(random: Random, round: number): Promise<number> {
    const { id, events } = random.of(tenants);
    const query = randomQuery(random);
    const ascending = random.chance(0.5);
    const sort = random.chance(0.5) ? 'occurred_at' : random.of(SORT_COLUMNS);
    const expected = inOrder(
      events.filter((numbered) => belongs(numbered, query)),
      sort,
      ascending,
    );
    const limit = random.of([1, 7, 50, 200]);
    const text = round % 2 === 0 ? printed(query.where) : null;
    if (text !== null) typed += 1;
    const parsed = text === null ? query : parseQuery({ ...query, q: text }, NEVER);
    const reader: Reader = { id, read: (request) => log.pages.read(id, parsed, request) };
    const pages =
      round % 10 === 0
        ? await walk(reader, expected, {
            sort,
            ascending,
            limit: Math.max(limit, Math.ceil(expected.length / 4)),
          })
        : [await anyPage(reader, expected, { sort, ascending, limit }, random)];
    for (const { asked, found, wanted } of pages) {
      const question = JSON.stringify({ round, query, text, asked });
      expect({ question, found }).toEqual({ question, found: wanted });
    }
    return pages.reduce((sum, { found }) => sum + found.length, 0);
  }

  it('follows the log by sequence as a plain filter does, over 500 random queries (following)', async () => {
    for (let round = 1; round <= 500; round++) {
      const random = new Random(-SEED - round);
      const { id, events } = random.of(tenants);
      const { where } = randomQuery(random);
      const [after, limit] = [random.below(EVENTS + 2), random.of([1, 20, 500])];
      const { events: found, through } = await log.pages.following(id, where, after, limit);
      const later = events.filter((numbered) => numbered.sequence > after && holds({ all: where }, numbered));
      const wanted = later.slice(0, limit).map(({ event, sequence }) => told(event, sequence, id));
      const question = JSON.stringify({ round, where, after, limit });
      const seen = found.map((event) => told(event, event.sequence, String(event.context.tenant)));
      expect({ question, found: seen }).toEqual({ question, found: wanted });
      const left = later[limit]?.sequence ?? Infinity;
      expect(through).toBeGreaterThanOrEqual(found.at(-1)?.sequence ?? Math.min(after, EVENTS));
      expect(through).toBeLessThan(left);
    }
  }, 120_000);

  it('holds under row-level security alone when the condition on the organization is gone', async () => {
    const [own, other] = tenants as [Tenant, Tenant];
    const seen = await log.app.inOrganization(own.id, (client) =>
      client.query('SELECT DISTINCT organization_id FROM events'),
    );
    expect(seen.rows).toEqual([{ organization_id: own.id }]);
    const words = await log.app.inOrganization(other.id, (client) =>
      client.query(
        `SELECT sequence::int FROM find_words(plainto_tsquery('simple', 'opened'), ARRAY(SELECT expires_on FROM event_partitions), '2026-01-01', '2027-01-01', 'infinity', 0, false, 10000)`,
      ),
    );
    const opened = other.events.filter(({ event }) => /opened/.test(event.summary ?? ''));
    expect(new Set(words.rows.map(({ sequence }) => sequence))).toEqual(
      new Set(opened.map(({ sequence }) => sequence)),
    );
  });
});

/** Whose log is read, and how. */
interface Reader {
  readonly id: string;
  readonly read: (request: PageRequest) => Promise<AuditEvent[]>;
}

/** In which order, and how much. */
type Way = Required<Pick<PageRequest, 'sort' | 'ascending' | 'limit'>>;

/** A page that was asked for: what came, and what a list in memory has there, as sequence and organization. */
interface Compared {
  readonly asked: PageRequest;
  readonly found: readonly string[];
  readonly wanted: readonly string[];
}

/** From the start to the end, and back to the start by the first row of each page. */
async function walk(reader: Reader, expected: readonly Numbered[], way: Way): Promise<Compared[]> {
  const { ascending, limit } = way;
  const pages: Compared[] = [];
  let at = 0;
  for (; at < expected.length || at === 0; at += limit) pages.push(await pageAt(reader, expected, at, way));
  const backwards = expected.toReversed();
  for (at = expected.length - at + limit; at < expected.length; at += limit)
    pages.push(await pageAt(reader, backwards, at, { ...way, ascending: !ascending }));
  return pages;
}

const anyPage = (
  reader: Reader,
  expected: readonly Numbered[],
  way: Way,
  random: Random,
): Promise<Compared> =>
  pageAt(reader, expected, random.chance(0.4) ? 0 : random.below(expected.length + 1), way);

/** The page that begins behind the first `at` rows of a list. */
async function pageAt(
  { id, read }: Reader,
  list: readonly Numbered[],
  at: number,
  way: Way,
): Promise<Compared> {
  const last = list[at - 1];
  const after = last
    ? {
        occurredAt: last.event.occurred_at.toISOString(),
        sequence: last.sequence,
        ...valueOf(last, way.sort),
      }
    : null;
  const asked = { ...way, after };
  const found = (await read(asked)).map((event) => told(event, event.sequence, String(event.context.tenant)));
  const wanted = list.slice(at, at + way.limit + 1).map(({ event, sequence }) => told(event, sequence, id));
  return { asked, found, wanted };
}

const told = ({ id }: { id: string }, sequence: number, tenant: string): string =>
  `${sequence} ${id} ${tenant}`;

/** The list in the order of a column; within a value the newest first, which the way back turns round. */
function inOrder(events: readonly Numbered[], sort: SortColumn, ascending: boolean): Numbered[] {
  const newestFirst = (a: Numbered, b: Numbered): number =>
    b.event.occurred_at.getTime() - a.event.occurred_at.getTime() || b.sequence - a.sequence;
  const byColumn: Record<SortColumn, (a: Numbered, b: Numbered) => number> = {
    occurred_at: (a, b) => newestFirst(b, a),
    sequence: (a, b) => a.sequence - b.sequence,
    action: (a, b) => compare(a.event.action, b.event.action) || newestFirst(a, b),
    ip: (a, b) => compare(addressKey(a.event), addressKey(b.event)) || newestFirst(a, b),
  };
  return events.toSorted((a, b) => byColumn[sort](a, b) * (ascending ? 1 : -1));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** As texts these are in the order of addresses: those of four bytes first, those that are none last. */
function addressKey({ context }: NewEvent): string {
  if (!context.ip) return '9';
  const [version, number] = addressNumber(context.ip);
  return `${version} ${number.toString().padStart(40, '0')}`;
}

const valueOf = ({ event }: Numbered, sort: SortColumn): Pick<Position, 'value'> =>
  sort === 'action' ? { value: event.action } : sort === 'ip' ? { value: event.context.ip ?? null } : {};
