import { PERMISSIONS } from '../../src/modules/organizations/organizations.permissions';
import { RouteTable, type Route } from '../../src/platform/http/route-table';
import {
  SESSIONS_KEPT,
  call,
  cloneSession,
  inParallel,
  inRole,
  mayCall,
  type Answer,
  type Caller,
} from '../support/access-matrix';
import { anArchiveIn } from '../support/test-archives';
import { anAlertIn, anAlertRule } from '../support/test-alerts';
import { mintTestKey } from '../support/test-api-key';
import { startTestApp, type TestApp } from '../support/test-app';
import { addOperator } from '../support/test-operators';
import { foundAnother, join, memberIdOf, signUpOwner, type TestPerson } from '../support/test-people';

const CUSTOM = ['audit:read', 'teams:manage'];
/** What anybody's own log says of a record, whosever it is: `surroundings.e2e-spec.ts` shows that it says no more. */
const IN_OUR_LOG = /^\/v1\/records\//;
const GUARDS = ['session.required', 'session.person_required', 'permission.missing', 'route.closed'];

/** Check 1 of issue 3: the matrix, generated from what the routes declare and what the roles hold. */
describe('every route, for everybody', () => {
  let test: TestApp;
  let owner: TestPerson;
  let routes: readonly Route[];
  let callers: Caller[];
  let answers: Answer[];
  let rolesBefore: unknown;

  const members = async () =>
    (await test.superuser.query('SELECT organization_id, account_id, role FROM members ORDER BY 1, 2')).rows;

  beforeAll(async () => {
    test = await startTestApp();
    owner = await signUpOwner(test);
    routes = test.app.get(RouteTable).all();
    const foreign = await theirThings();
    callers = await everybody();
    rolesBefore = await members();
    const cases = routes.flatMap((route) =>
      callers.flatMap((caller) => [
        { route, caller, ids: null },
        ...(route.path.includes('/:') ? [{ route, caller, ids: foreign }] : []),
      ]),
    );
    await keepMembers();
    answers = await inParallel(cases, 8, ({ route, caller, ids }) => call(test, caller, route, ids));
  }, 300_000);
  afterAll(() => test.close());

  async function everybody(): Promise<Caller[]> {
    const { body: role } = await owner.client
      .post('/v1/roles', { name: 'Team organizer', permissions: CUSTOM })
      .expect(201);
    const people = [
      inRole('owner', owner),
      inRole('admin', await join(test, owner, 'adam@example.com', 'admin')),
      inRole('auditor', await join(test, owner, 'aude@example.com', 'auditor')),
      inRole('member', await join(test, owner, 'mia@example.com', 'member')),
      inRole('custom', await join(test, owner, 'cleo@example.com', role.id), CUSTOM as never),
    ];
    const keys = PERMISSIONS.map(async (scope): Promise<Caller> => ({
      name: `key ${scope}`,
      kind: 'key',
      permissions: [scope],
      token: await mintTestKey(test, owner, [scope]),
    }));
    // Bound to the platform's log: what of tenants an operator may see, requests for support, `support.e2e-spec.ts` is about.
    const operator = inRole('operator', await addOperator(test));
    return [
      ...people,
      operator,
      ...(await Promise.all(keys)),
      { name: 'nobody', kind: 'nobody', permissions: [] },
    ];
  }

  /** One of each thing that an address can name, in an organization that nobody of the matrix belongs to. */
  async function theirThings(): Promise<Map<string, string>> {
    const theo = await join(test, owner, 'theo@example.com', 'admin');
    const { client, ...their } = await foundAnother(test, theo, 'Their Clinic');
    await owner.client.delete(`/v1/members/${await memberIdOf(owner, theo.email)}`).expect(204);
    const made = async (path: string, body: object): Promise<string> => {
      const answer = await client.post(path, body);
      if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
      return (answer.body as { id: string }).id;
    };
    const newestEvent = async (): Promise<string> => {
      const { body } = await client.get('/v1/events?limit=1').expect(200);
      return (body as { data: [{ id: string }] }).data[0].id;
    };
    const anErasure = (path: string, what: object): Promise<string> =>
      made(path, { ...what, expected_count: 1, reason: 'imported by mistake' });
    const member = await memberIdOf({ ...their, client }, theo.email);
    const team = await made('/v1/teams', { name: 'Theirs' });
    await made(`/v1/teams/${team}/members`, { member_id: member, lead: true });
    const user = { id: 'u-theirs', name: 'Theirs' };
    await test
      .client(await mintTestKey(test, { client, ...their }))
      .post('/v1/activity', { type: 'login', user })
      .expect(201);
    return new Map([
      ['users :id', user.id],
      ['members :id', member],
      ['members :memberId', member],
      ['teams :id', team],
      ['roles :id', await made('/v1/roles', { name: 'Theirs', permissions: ['audit:read'] })],
      ['invitations :id', await made('/v1/invitations', { email: 'x@example.com', role: 'member' })],
      ['api-keys :id', await made('/v1/api-keys', { name: 'Theirs', scopes: ['audit:read'] })],
      ['saved-views :id', await made('/v1/saved-views', { name: 'Theirs', shared: true, query: {} })],
      ['alert-rules :id', await made('/v1/alert-rules', anAlertRule())],
      ['alerts :id', await anAlertIn(test, their.organizationId)],
      ['support-requests :id', await made('/v1/support-requests', { kind: 'question', trying_to: 'Theirs' })],
      ['exports :id', await made('/v1/exports', { format: 'csv', query: {} })],
      ['archives :date', await anArchiveIn(test.superuser, their.organizationId)],
      [
        'export-schedules :id',
        await made('/v1/export-schedules', {
          name: 'Theirs',
          format: 'csv',
          query: {},
          frequency: 'daily',
        }),
      ],
      ['events :id', await newestEvent()],
      ['erasures :id', await anErasure('/v1/erasures', { event_ids: [await newestEvent()] })],
      ['subject-erasures :id', await anErasure('/v1/subject-erasures', { person: { actor_id: user.id } })],
      // After the erasures: it holds everything.
      [
        'legal-holds :id',
        await made('/v1/legal-holds', { name: 'Theirs', reason: 'A court said so', query: {} }),
      ],
      // By number there is one of ours as well: it is answered about our own log.
      ['proofs :sequence', '9007199254740991'],
      ['logs :capability', 'A'.repeat(43)],
      ['records :type', 'member'],
      [':type :id', member],
    ]);
  }

  /** `DELETE /v1/members/me` is answered like the others, and takes nobody and no session away before the rest is asked. */
  async function keepMembers(): Promise<void> {
    await test.superuser.query(
      `CREATE FUNCTION stay() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$`,
    );
    await test.superuser.query(`CREATE TABLE ${SESSIONS_KEPT} AS TABLE sessions`);
    await test.superuser.query(
      `CREATE TRIGGER stay BEFORE DELETE ON members FOR EACH ROW EXECUTE FUNCTION stay()`,
    );
  }

  const told = ({ caller, route, of, status, code }: Answer): string =>
    `${caller.name}: ${route.method} ${route.path} (${of}) -> ${status} ${code ?? ''}`;

  it('covers all of them', () => {
    expect(routes.length).toBeGreaterThan(40);
    expect(callers).toHaveLength(6 + PERMISSIONS.length + 1);
    const allowed = answers.filter(({ caller, route }) => mayCall(caller, route.access));
    expect(allowed.length).toBeGreaterThan(300);
    expect(answers.length - allowed.length).toBeGreaterThan(500);
  });

  it('lets in exactly whom the table lets in', () => {
    const wrong = answers.filter(({ caller, route, status, code }) => {
      const refused =
        route.access?.kind === 'public' ? GUARDS.includes(code ?? '') : status === 401 || status === 403;
      return refused === mayCall(caller, route.access);
    });
    expect(wrong.map(told)).toEqual([]);
  });

  it('asks nobody to sign in, and tells everybody else what is missing', () => {
    const refusals = answers.filter(({ caller, route }) => !mayCall(caller, route.access));
    const wrong = refusals.filter(({ caller, status, code }) =>
      caller.kind === 'nobody'
        ? status !== 401 || code !== 'session.required'
        : status !== 403 || !GUARDS.includes(code ?? ''),
    );
    expect(wrong.map(told)).toEqual([]);
  });

  it('breaks on none', () => {
    // Files that a build makes are not there when only tests are run; then it says so.
    const broken = answers.filter(({ status, code }) => status >= 500 && code !== 'verifier.not_built');
    expect(broken.map(told)).toEqual([]);
  });

  it('opens nothing of another organization', () => {
    const opened = answers.filter(
      ({ of, route, status }) =>
        of === 'others' && status < 400 && route.access?.kind !== 'public' && !IN_OUR_LOG.test(route.path),
    );
    expect(opened.map(told)).toEqual([]);
  });

  it('records each refusal once, as denied, for the security record (S0-26)', async () => {
    const { rows } = await test.superuser.query<{
      id: string;
      events: number;
      outcomes: string[];
      sources: string[];
    }>(
      `SELECT context::json->>'request_id' AS id, count(*)::int AS events, array_agg(outcome) AS outcomes, array_agg(source) AS sources
         FROM events WHERE context IS NOT NULL GROUP BY 1`,
    );
    const recorded = new Map(rows.map((row) => [row.id, row]));
    const wrong = answers.filter(({ caller, route, requestId }) => {
      if (mayCall(caller, route.access)) return false;
      const row = recorded.get(requestId);
      return row?.events !== 1 || row.outcomes[0] !== 'denied' || row.sources[0] !== 'security';
    });
    expect(wrong.map(told)).toEqual([]);
    const twice = answers.filter(({ requestId }) => (recorded.get(requestId)?.events ?? 0) > 1);
    expect(twice.map(told)).toEqual([]);
  });

  it('leaves everybody what they were', async () => {
    expect(await members()).toEqual(rolesBefore);
  });

  it('takes no field that it does not know, in any body', async () => {
    const { paths } = (await (await fetch(`${test.url}/openapi.json`)).json()) as {
      paths: Record<string, Record<string, { requestBody?: object }>>;
    };
    const withBody = routes.filter(({ path, method, access }) => {
      const documented = paths[path.replaceAll(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
      return (
        documented?.requestBody !== undefined &&
        access?.kind !== 'public' &&
        mayCall(inRole('owner', owner), access)
      );
    });
    expect(withBody.length).toBeGreaterThan(10);
    const forged = {
      organization_id: owner.organizationId,
      account_id: owner.accountId,
      built_in: true,
      sequence: 1,
    };
    const taken: string[] = [];
    for (const { path, method } of withBody) {
      const address = `${test.url}${path.replace(':key', 'a-key').replaceAll(/:\w+/g, '0193aaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee')}`;
      const answer = await fetch(address, {
        method,
        headers: {
          authorization: `Bearer ${await cloneSession(test, owner)}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify(forged),
      });
      const text = await answer.text();
      const refused = answer.status === 422 && /is not known here/.test(text);
      if (!refused) taken.push(`${method} ${path} -> ${answer.status} ${text}`);
    }
    expect(taken).toEqual([]);
  });
});
