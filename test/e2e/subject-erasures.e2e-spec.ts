import type { AuditEvent } from '../../src/modules/audit/audit.contract';
import type {
  SubjectErasureDetail,
  SubjectErasurePreview,
  SubjectErasureView,
} from '../../src/modules/erasure/erasure.contract';
import { ErasureSweeper } from '../../src/modules/erasure/erasure.sweeper';
import { DatabasePool } from '../../src/platform/database/pools';
import { anEvent, someone } from '../support/log-fixture';
import { mintTestKey } from '../support/test-api-key';
import { startTestApp, type TestApp } from '../support/test-app';
import { over, placeHold, recorded, REASON } from '../support/test-erasures';
import { foundAnother, join, signUpOwner, type TestPerson } from '../support/test-people';
import { tablesHolding } from '../support/tombstones';
import { until } from '../support/until';

let test: TestApp;
let admin: DatabasePool;
let olivia: TestPerson;
let otto: TestPerson;

beforeEach(async () => {
  test = await startTestApp();
  admin = new DatabasePool(test.database.url, 'test-admin', 2);
  olivia = await signUpOwner(test);
  otto = await join(test, olivia, 'otto@example.com', 'owner', 'Otto Other');
});

afterEach(async () => {
  await admin.close();
  await test.close();
});

const path = '/v1/subject-erasures';
const zelda = someone({
  id: 'usr_zelda_991',
  name: 'Zelda Quist',
  email: 'zelda.quist@host.example',
  role: 'nurse',
});
const person = {
  actor_id: 'usr_zelda_991',
  email: 'Zelda.Quist@host.example',
  name: 'Zelda Quist',
  record: { type: 'patient', id: 'pz1' },
};
const omar = someone({ id: 'usr_omar_7', name: 'Omar Reyes', email: 'omar@host.example' });
const at = (minute: number) => new Date(Date.UTC(2026, 0, 10, 10, minute));
const said = {
  summary: null,
  resource: null,
  subject: null,
  related: [],
  changes: null,
  details: {},
  context: { ip: '203.0.113.9' },
};

/** What each of them should lose. */
const EXPECTED: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['did it herself, and the summary says so', ['actor', 'context', 'target'], []],
  ['did it herself, to another, without her name', ['actor', 'context'], []],
  ['somebody looked at her record', ['target'], []],
  ['somebody named her in a summary', ['target'], []],
  ['she is a related record', ['target'], []],
  ['her address is in a path', ['context'], []],
  ['her address is in the details', [], ['content']],
  ['she acted, and the changes name her', ['actor', 'context'], ['content']],
  ['it is about another of nearly the same name', [], []],
  ['it is about nobody', [], []],
];

async function story(): Promise<AuditEvent[]> {
  const base = (n: number, over: object) =>
    anEvent({ ...said, action: 'note.saved', source: 'ehr', occurred_at: at(n), actor: omar, ...over });
  return recorded(test, olivia, [
    base(0, { actor: zelda, summary: 'Zelda Quist saved a note', resource: { type: 'note', id: 'n1' } }),
    base(1, { actor: zelda, summary: 'a note was saved', resource: { type: 'note', id: 'n2' } }),
    base(2, { subject: { type: 'patient', id: 'pz1', name: 'Z. Q.' } }),
    base(3, { summary: 'Omar Reyes gave the chart to zelda quist.' }),
    base(4, { related: [{ type: 'patient', id: 'pz1' }] }),
    base(5, { context: { ip: '203.0.113.9', http: { path: '/people/zelda.quist%40host.example' } } }),
    base(6, { details: { sent_to: 'ZELDA.QUIST@host.example' } }),
    base(7, { actor: zelda, changes: { before: null, after: { owner: 'Zelda Quist' } } }),
    base(8, { summary: 'Griselda Quisty saved a note', details: { to: 'zelda.quist@host.example.org' } }),
    base(9, { summary: 'nothing happened' }),
  ]);
}

const preview = async (body: object = { person }): Promise<SubjectErasurePreview> =>
  (await olivia.client.post(`${path}/preview`, body).expect(200)).body as SubjectErasurePreview;
const request = async (expected_count: number, over: object = {}): Promise<SubjectErasureView> =>
  (await olivia.client.post(path, { person, expected_count, reason: REASON, ...over }).expect(202))
    .body as SubjectErasureView;
const erasedParts = async (event: AuditEvent): Promise<readonly string[]> => {
  const { body } = await olivia.client.get(`/v1/events/${event.id}`).expect(200);
  const erased = (body as AuditEvent).redaction?.erased as [{ parts: string[] }] | undefined;
  return erased?.[0].parts ?? [];
};
async function carriedOut(expected: number, over_: object = {}): Promise<SubjectErasureDetail> {
  const { id } = await request(expected, over_);
  await otto.client.put(`${path}/${id}/approval`).expect(200);
  return over<SubjectErasureDetail & { query: null }>(test, olivia, id, 'subject-erasures');
}

describe('the erasure of a person', () => {
  it('takes them out of every event that carries them, and nothing else', async () => {
    const events = await story();
    expect(await preview()).toMatchObject({
      events: 7,
      events_as_actor: 3,
      events_with_content: 2,
      complete: true,
      earlier: [],
      obstacles: [],
      identities: [
        { type: 'user', id: 'usr_zelda_991', email: 'zelda.quist@host.example', name: 'Zelda Quist' },
      ],
    });
    const done = await carriedOut(7);
    expect(done).toMatchObject({
      state: 'done',
      erased: 7,
      person: null,
      reference: expect.stringMatching(/^R-[2-9A-Z]{8}$/),
    });
    const parts = await Promise.all(events.map(erasedParts));
    expect(events.map((_, n) => [EXPECTED[n]?.[0], parts[n]])).toEqual(
      EXPECTED.map(([name, gone]) => [name, gone]),
    );
    expect(await preview()).toMatchObject({
      events: 0,
      events_with_content: 2,
      earlier: [done.reference],
      obstacles: [{ code: 'erasure.nothing' }],
    });
  });

  it('takes what they said as well where that is asked for, and leaves nothing of them in any table', async () => {
    const events = await story();
    expect(await preview({ person, include_content: true })).toMatchObject({
      events: 8,
      parts: ['actor', 'context', 'target', 'content'],
    });
    const { id, reference } = await carriedOut(8, { include_content: true });
    const parts = await Promise.all(events.map(erasedParts));
    expect(parts).toEqual(EXPECTED.map(([, gone, content]) => [...gone, ...content]));
    await until('the clean-up', async () => {
      await test.app.get(ErasureSweeper).sweep();
      return (await test.superuser.query('SELECT FROM erasures WHERE cleaned_at IS NULL')).rowCount === 0;
    });
    expect(await tablesHolding(admin, ['usr_zelda_991', 'zelda quist', '"pz1"'])).toEqual([]);
    const log = await test.events(olivia.organizationId);
    expect(log.find(({ action }) => action === 'subject_erasure.completed')).toMatchObject({
      summary: `Daybook erased a person (${reference}) from 8 of 8 events`,
      resource: { type: 'subject_erasure', id, name: reference },
    });
    for (const { action } of log.filter((one) => one.action.startsWith('subject_erasure')))
      expect(action).toMatch(/previewed|requested|approved|started|completed|viewed/);
  });

  it('records them again when they act again', async () => {
    await story();
    await carriedOut(7);
    await recorded(test, olivia, [anEvent({ ...said, actor: zelda, occurred_at: at(30) })]);
    expect(await preview()).toMatchObject({ events: 1, events_as_actor: 1 });
  });

  it('shows whom it is about to whoever decides, and to nobody afterwards', async () => {
    await story();
    const { id } = await request(7);
    const { body } = await otto.client.get(`${path}/${id}`).expect(200);
    expect(body).toMatchObject({
      state: 'pending',
      person: { ...person, email: 'zelda.quist@host.example' },
    });
    await otto.client.delete(`${path}/${id}`).expect(204);
    expect((await otto.client.get(`${path}/${id}`)).body).toMatchObject({ state: 'refused', person: null });
    expect((await otto.client.get('/v1/erasures')).body).toMatchObject({ data: [] });
    await otto.client.get(`/v1/erasures/${id}`).expect(404);
  });

  it("keeps Daybook's own record of what they did to the log itself", async () => {
    const actor = someone({ id: otto.accountId, name: 'Otto Other', email: 'otto@example.com' });
    await recorded(test, olivia, [anEvent({ ...said, action: 'legal_hold.placed', actor })]);
    const them = { person: { email: 'otto@example.com' } };
    const found = await preview(them);
    expect(found).toMatchObject({ protected: 1, obstacles: [] });
    const { id } = await request(found.events, { ...them, last_sequence: found.last_sequence });
    await olivia.client.put(`${path}/${id}/approval`).expect(403);
  });

  it('is refused under a hold, with the wrong count, and when the reason names them', async () => {
    await story();
    const refused = async (over_: object, status: number): Promise<unknown> =>
      (await olivia.client.post(path, { person, expected_count: 7, reason: REASON, ...over_ }).expect(status))
        .body;
    expect(await refused({ expected_count: 6 }, 409)).toMatchObject({
      code: 'erasure.count_differs',
      events: 7,
    });
    expect(await refused({ reason: 'Zelda Quist asked for it' }, 422)).toMatchObject({
      errors: [{ pointer: '/reason' }],
    });
    expect(await refused({ person: {} }, 422)).toMatchObject({ errors: [{ pointer: '/person' }] });
    await placeHold(test, olivia, 'n1');
    expect(await refused({}, 409)).toMatchObject({
      code: 'erasure.under_hold',
      detail: expect.stringMatching(/1 event is under legal hold/),
    });
    const answers = JSON.stringify(await test.events(olivia.organizationId));
    expect(answers.match(/Zelda Quist asked/g)).toBeNull();
  });

  it('is refused to keys, and to other organizations there is nobody', async () => {
    await story();
    const key = test.client(await mintTestKey(test, olivia, ['audit:erase']));
    await key.post(path, { person, expected_count: 7, reason: REASON }).expect(403);
    const { id } = await request(7);
    const theo = await foundAnother(test, otto, 'Their Clinic');
    const { body } = await theo.client.post(`${path}/preview`, { person }).expect(200);
    expect(body).toMatchObject({ events: 0 });
    await theo.client.get(`${path}/${id}`).expect(404);
    await theo.client.put(`${path}/${id}/approval`).expect(404);
    await theo.client.delete(`${path}/${id}`).expect(404);
  });
});
