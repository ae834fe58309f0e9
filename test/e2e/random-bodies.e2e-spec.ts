import type { IngestResult } from '../../src/modules/audit/audit.contract';
import { RandomBodies, type RandomBody } from '../support/random-bodies';
import { RawPoster } from '../support/raw-post';
import { mintTestKey } from '../support/test-api-key';
import { rounds } from '../support/rounds';
import { startTestApp, type TestApp } from '../support/test-app';
import { signUpOwner, type TestPerson } from '../support/test-people';

const BODIES = rounds({ all: 10_000, part: 3_000 });
const CLIENTS = 50;
const SEED = 20_261_121;

describe(`${BODIES} random bodies (seed ${SEED})`, () => {
  let test: TestApp;
  let owner: TestPerson;
  let poster: RawPoster;
  const bodies = new RandomBodies(SEED);
  const stored = new Map<string, number>();
  const statuses: Record<number, number> = {};
  const wrong: string[] = [];

  const judge = ({ bytes, type }: RandomBody, status: number, text: string): void => {
    statuses[status] = (statuses[status] ?? 0) + 1;
    const answer = JSON.parse(text) as Partial<IngestResult> & { code?: string; request_id?: string };
    if (status === 200 || status === 201) {
      for (const item of answer.items ?? [])
        if (item.status === 'stored') stored.set(item.id as string, item.sequence as number);
        else if (
          item.status === 'rejected' &&
          !item.errors?.every(({ pointer, detail }) => pointer.startsWith('/') && detail)
        )
          wrong.push(`no pointer in ${text.slice(0, 300)}`);
    } else if (status >= 500 || !answer.code || !answer.request_id)
      wrong.push(`${status} ${text.slice(0, 300)} for ${type} ${bytes.toString('base64').slice(0, 2_000)}`);
  };
  const client = async (count: number): Promise<void> => {
    for (let n = 0; n < count; n++) {
      const body = bodies.next();
      const { status, text } = await poster.post(body.bytes, body.type, body.path);
      judge(body, status, text);
    }
  };

  beforeAll(async () => {
    test = await startTestApp();
    owner = await signUpOwner(test);
    poster = new RawPoster(test.url, await mintTestKey(test, owner));
  });
  afterAll(async () => {
    poster.close();
    await test.close();
  });

  it('get no 5xx, and a problem document whenever they are refused', async () => {
    await Promise.all(Array.from({ length: CLIENTS }, () => client(BODIES / CLIENTS)));
    expect(wrong).toEqual([]);
    expect(Object.values(statuses).reduce((sum, count) => sum + count, 0)).toBe(BODIES);
    for (const status of [200, 201, 400, 415, 422]) expect(statuses[status]).toBeGreaterThan(50);
  }, 240_000);

  it('leave an application that answers', async () => {
    await test.anonymous.get('/readyz').expect(200);
    const { status } = await poster.post('{"action":"patient.viewed","actor":{"id":"u1"}}');
    expect(status).toBe(201);
  });

  it('leave in the log what was acknowledged, and nothing else of theirs', async () => {
    const { rows } = await test.superuser.query<{ id: string; sequence: number; reported: boolean }>(
      `SELECT id, sequence::int, actor::json -> 'reported_by' IS NOT NULL AS reported FROM events
        WHERE organization_id = $1 ORDER BY sequence`,
      [owner.organizationId],
    );
    expect(rows.map(({ sequence }) => sequence)).toEqual(rows.map((_, index) => index + 1));
    const found = new Map(rows.filter(({ reported }) => reported).map(({ id, sequence }) => [id, sequence]));
    expect(stored.size).toBeGreaterThan(BODIES / 10);
    expect([...stored].filter(([id, sequence]) => found.get(id) !== sequence)).toEqual([]);
    expect(found.size).toBe(stored.size + 1);
  });
});
