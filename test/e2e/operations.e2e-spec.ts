import { startTestApp, type TestApp } from '../support/test-app';
import { join, memberIdOf, signUpOwner, type TestPerson } from '../support/test-people';

type Method = 'post' | 'put' | 'patch' | 'delete';

/** What an operation asks, and the event it has to leave. `{name}` in paths and bodies is what an earlier operation made. */
interface Operation {
  readonly call: readonly [method: Method, path: string, body?: object];
  readonly keep?: string;
  readonly action: string;
  readonly summary: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly flags?: readonly string[];
}

const critical = ['critical'];
const created = (after: unknown) => ({ before: null, after });

const OPERATIONS: readonly Operation[] = [
  {
    call: ['post', '/v1/roles', { name: 'Clerk', permissions: ['activity:read', 'audit:read'] }],
    keep: 'role',
    action: 'role.created',
    summary: 'Olivia Owner created the role Clerk, which may audit:read, activity:read',
    ...created({ name: 'Clerk', permissions: ['audit:read', 'activity:read'] }),
    flags: critical,
  },
  {
    call: [
      'patch',
      '/v1/roles/{role}',
      { name: 'Records clerk', permissions: ['audit:read', 'audit:export'] },
    ],
    action: 'role.updated',
    summary:
      'Olivia Owner changed the role Records clerk: renamed it from Clerk; added audit:export; removed activity:read',
    before: { name: 'Clerk', permissions: ['audit:read', 'activity:read'] },
    after: { name: 'Records clerk', permissions: ['audit:read', 'audit:export'] },
    flags: critical,
  },
  {
    call: ['patch', '/v1/members/{mia}', { role: '{role}' }],
    action: 'member.role_changed',
    summary: 'Olivia Owner changed the role of Mia Member from member to Records clerk',
    before: { role: 'member' },
    after: { role: 'Records clerk' },
    flags: critical,
  },
  {
    call: ['patch', '/v1/members/{mia}', { role: 'member' }],
    action: 'member.role_changed',
    summary: 'Olivia Owner changed the role of Mia Member from Records clerk to member',
    before: { role: 'Records clerk' },
    after: { role: 'member' },
    flags: critical,
  },
  {
    call: ['delete', '/v1/roles/{role}'],
    action: 'role.deleted',
    summary: 'Olivia Owner deleted the role Records clerk',
    before: { name: 'Records clerk', permissions: ['audit:read', 'audit:export'] },
    after: null,
    flags: critical,
  },
  {
    call: ['post', '/v1/teams', { name: 'Front desk' }],
    keep: 'team',
    action: 'team.created',
    summary: 'Olivia Owner created the team Front desk',
    ...created({ name: 'Front desk' }),
  },
  {
    call: ['patch', '/v1/teams/{team}', { name: 'Reception' }],
    action: 'team.renamed',
    summary: 'Olivia Owner renamed the team Front desk to Reception',
    before: { name: 'Front desk' },
    after: { name: 'Reception' },
  },
  {
    call: ['post', '/v1/teams/{team}/members', { member_id: '{mia}' }],
    action: 'team_member.added',
    summary: 'Olivia Owner added Mia Member to the team Reception as member',
    ...created({ position: 'member' }),
    flags: critical,
  },
  {
    call: ['patch', '/v1/teams/{team}/members/{mia}', { lead: true }],
    action: 'team_member.position_changed',
    summary: 'Olivia Owner made Mia Member lead of the team Reception',
    before: { position: 'member' },
    after: { position: 'lead' },
    flags: critical,
  },
  {
    call: ['delete', '/v1/teams/{team}/members/{mia}'],
    action: 'team_member.removed',
    summary: 'Olivia Owner removed Mia Member from the team Reception',
    before: { position: 'lead' },
    after: null,
    flags: critical,
  },
  {
    call: ['delete', '/v1/teams/{team}'],
    action: 'team.deleted',
    summary: 'Olivia Owner deleted the team Reception, which had 0 people',
    before: { name: 'Reception' },
    after: null,
    flags: critical,
  },
  {
    call: ['post', '/v1/invitations', { email: 'ivy@example.com', role: 'auditor' }],
    keep: 'invitation',
    action: 'invitation.created',
    summary: 'Olivia Owner invited ivy@example.com as auditor',
    ...created({ email: 'ivy@example.com', role: 'auditor' }),
  },
  {
    call: ['post', '/v1/invitations/{invitation}/delivery'],
    action: 'invitation.resent',
    summary: 'Olivia Owner sent the invitation of ivy@example.com again',
    before: { expires_at: expect.any(String) },
    after: { expires_at: expect.any(String) },
  },
  {
    call: ['delete', '/v1/invitations/{invitation}'],
    action: 'invitation.withdrawn',
    summary: 'Olivia Owner withdrew the invitation of ivy@example.com',
    before: { email: 'ivy@example.com', role: 'auditor' },
    after: null,
  },
  {
    call: [
      'post',
      '/v1/invitations/batch',
      {
        invitations: [
          { email: 'a@example.com', role: 'member' },
          { email: 'b@example.com', role: 'admin' },
          { email: 'mia@example.com', role: 'member' },
        ],
      },
    ],
    action: 'invitations.created',
    summary: 'Olivia Owner invited 2 people: a@example.com, b@example.com',
    ...created({
      invitations: [
        { email: 'a@example.com', role: 'member' },
        { email: 'b@example.com', role: 'admin' },
      ],
    }),
    flags: critical,
  },
  {
    call: [
      'post',
      '/v1/api-keys',
      { name: 'billing', scopes: ['events:write'], allowed_networks: ['10.1.2.3/8'] },
    ],
    keep: 'key',
    action: 'api_key.created',
    summary: 'Olivia Owner created the API key billing, which may events:write',
    ...created({
      scopes: ['events:write'],
      allowed_networks: ['10.0.0.0/8'],
      expires_at: expect.any(String),
    }),
    flags: critical,
  },
  {
    call: ['patch', '/v1/api-keys/{key}', { allowed_networks: [] }],
    action: 'api_key.updated',
    summary: 'Olivia Owner changed the API key billing: allowed networks to any',
    before: { allowed_networks: '10.0.0.0/8' },
    after: { allowed_networks: '' },
    flags: critical,
  },
  {
    call: ['post', '/v1/api-keys/{key}/rotation', { overlap_hours: 24 }],
    action: 'api_key.rotated',
    summary: expect.stringMatching(
      /^Olivia Owner replaced the secret of the API key billing; the old one works until 20/,
    ),
    before: { expires_at: expect.any(String) },
    after: { expires_at: expect.any(String) },
    flags: critical,
  },
  {
    call: ['delete', '/v1/api-keys/{key}'],
    action: 'api_key.revoked',
    summary: 'Olivia Owner revoked the API key billing',
    before: { revoked_at: null },
    after: { revoked_at: expect.any(String) },
    flags: critical,
  },
  {
    call: [
      'patch',
      '/v1/organization',
      { legal_name: 'Acme Clinic GmbH', working_hours: { monday: { from: '08:00', to: '17:30' } } },
    ],
    action: 'organization.updated',
    summary:
      'Olivia Owner changed the settings of Acme Clinic: legal name from nothing to Acme Clinic GmbH; working hours on monday from closed to 08:00–17:30',
    before: { legal_name: null, 'working_hours.monday': 'closed' },
    after: { legal_name: 'Acme Clinic GmbH', 'working_hours.monday': '08:00–17:30' },
  },
  {
    call: ['patch', '/v1/organization', { mfa_required: true, session_idle_minutes: 10, name: 'Acme' }],
    action: 'organization.security_updated',
    summary:
      'Olivia Owner changed the security settings of Acme: name from Acme Clinic to Acme; mfa required from no to yes; session idle minutes from 15 to 10',
    before: { name: 'Acme Clinic', mfa_required: false, session_idle_minutes: 15 },
    after: { name: 'Acme', mfa_required: true, session_idle_minutes: 10 },
    flags: critical,
  },
  {
    call: [
      'put',
      '/v1/organization/consents/privacy',
      { title: 'Privacy', text: 'We record.', required: true },
    ],
    action: 'consent.added',
    summary: 'Olivia Owner added the consent Privacy',
    ...created({ title: 'Privacy', required: true, version: 1, text: 'We record.' }),
  },
  {
    call: [
      'put',
      '/v1/organization/consents/privacy',
      { title: 'Privacy', text: 'We record all.', required: false },
    ],
    action: 'consent.updated',
    summary: 'Olivia Owner changed the consent Privacy: no longer required; new text, version 2',
    before: { required: true, version: 1, text: 'We record.' },
    after: { required: false, version: 2, text: 'We record all.' },
  },
  {
    call: ['delete', '/v1/organization/consents/privacy'],
    action: 'consent.retired',
    summary: 'Olivia Owner retired the consent Privacy',
    before: { title: 'Privacy', required: false, version: 2 },
    after: null,
    flags: critical,
  },
  {
    call: ['delete', '/v1/members/{mia}'],
    action: 'member.removed',
    summary: 'Olivia Owner removed Mia Member from the organization',
    before: { role: 'member', email: 'mia@example.com' },
    after: null,
    flags: critical,
  },
];

/** Check 7 of issue 3. */
describe('every operation of administration', () => {
  let test: TestApp;
  let owner: TestPerson;
  const made = new Map<string, string>();

  beforeAll(async () => {
    test = await startTestApp();
    owner = await signUpOwner(test);
    const mia = await join(test, owner, 'mia@example.com', 'member', 'Mia Member');
    made.set('mia', await memberIdOf(owner, mia.email));
  });
  afterAll(() => test.close());

  const filled = (text: string): string => text.replaceAll(/\{(\w+)\}/g, (_, name) => made.get(name) ?? name);

  it.each(OPERATIONS.map((operation) => [operation.action, operation] as const))(
    'leaves exactly one event: %s',
    async (_, { call: [method, path, body], keep, action, summary, before, after, flags = [] }) => {
      const eventsBefore = (await test.events()).length;
      const sent = body && (JSON.parse(filled(JSON.stringify(body))) as object);
      const answer = await owner.client[method](filled(path), sent);
      expect([answer.status < 300, answer.body]).toEqual([true, expect.anything()]);
      if (keep) made.set(keep, (answer.body as { id: string }).id);
      const added = (await test.events()).slice(eventsBefore);
      expect(added).toHaveLength(1);
      // One of them sets the working hours: whether it is off hours then, the day decides on which the test runs.
      expect(added[0]?.flags.filter((flag) => flag !== 'off_hours')).toEqual(flags);
      expect(added[0]).toMatchObject({
        action,
        summary,
        outcome: 'success',
        changes: { before, after },
        organization_id: owner.organizationId,
        actor: { name: 'Olivia Owner', role: 'owner' },
      });
      expect(JSON.stringify(added)).not.toMatch(/dbk_[0-9a-f]{12}_/);
    },
  );
});
