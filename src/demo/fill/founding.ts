import { DEMO_PASSWORD } from '../../modules/auth/auth.demo';
import { setupToken } from '../../modules/auth/auth.setup-token';
import { ACME, BIRCH } from '../days/history';
import { holidaysAround, WORKING_HOURS, ZONE } from '../days/calendar';
import type { Colleague } from '../people/staff';
import type { DemoClient } from './demo-client';
import { clientOf, enrol, enter, invitationOf, type Stage } from './stage';

/** The clinic on its first day: founded, configured, watched, its people invited and arrived. Returns its Owner, signed in. */
export async function foundAcme(stage: Stage, firstDay: string): Promise<DemoClient> {
  const [owner, ...others] = ACME.staff as [Colleague, ...Colleague[]];
  const { name, email } = owner;
  const token = setupToken(stage.settings.secret);
  const body = { token, organization: ACME.name, name, email, password: DEMO_PASSWORD };
  await clientOf(stage, owner).post('/v1/setup', body);
  stage.clock.pass(40);
  const client = await enter(stage, owner);
  await configure(client, firstDay);
  await invite(stage, client, others);
  await client.delete('/v1/session');
  for (const person of others) await arrive(stage, person);
  stage.clock.pass(60);
  const again = await enter(stage, owner);
  await groupIntoTeams(again);
  return again;
}

async function configure(client: DemoClient, firstDay: string): Promise<void> {
  await client.patch('/v1/organization', {
    legal_name: 'Acme Clinic Ltd. (made up)',
    address: '1 Example Street, London',
    contact_email: 'office@acme.example',
    contact_phone: '020 7946 0000',
    time_zone: ZONE,
    working_hours: WORKING_HOURS,
    holidays: holidaysAround(firstDay),
  });
  await client.put('/v1/organization/consents/recording', {
    title: 'Recording of what is done in the system',
    text: 'What you do in the systems of Acme Clinic is recorded: to protect patients, and to answer who saw what.',
    required: true,
  });
  await client.put('/v1/retention-policy', {
    default_days: 2_190,
    rules: [{ category: 'navigation', days: 400 }],
    floor_days: 365,
    erasure_allowed: true,
    reason: 'Six years for health records; pages that were opened, a little more than one.',
  });
}

async function invite({ clock }: Stage, client: DemoClient, people: readonly Colleague[]): Promise<void> {
  const invitations = people.map(({ email, role }) => ({ email, role }));
  await client.post('/v1/invitations/batch', { invitations });
  clock.pass(600);
}

async function arrive(stage: Stage, person: Colleague): Promise<void> {
  const token = await invitationOf(stage, person.email);
  const client = clientOf(stage, person);
  await client.post(`/v1/invitations/${token}/acceptance`, { name: person.name, password: DEMO_PASSWORD });
  stage.clock.pass(60);
  if (!person.factor) return;
  const session = await enter(stage, person);
  const has = stage.secrets.authenticators[person.email] !== undefined;
  await (has ? session : await enrol(stage, person, session)).delete('/v1/session');
}

async function groupIntoTeams(client: DemoClient): Promise<void> {
  const { data } = await client.get<{ data: { id: string; email: string }[] }>('/v1/members?limit=200');
  for (const team of new Set(ACME.staff.map(({ team: name }) => name))) {
    if (team === null) continue;
    const { id } = await client.post<{ id: string }>('/v1/teams', { name: team });
    for (const [place, { email }] of ACME.staff.filter((one) => one.team === team).entries())
      await client.post(`/v1/teams/${id}/members`, {
        member_id: data.find((member) => member.email === email)?.id,
        lead: place === 0,
      });
  }
}

/** A second, small organization of the same Owner: so that it shows that neither sees the other. */
export async function foundBirch(stage: Stage): Promise<void> {
  const [owner] = ACME.staff as [Colleague];
  const client = await enter(stage, owner);
  const { id } = await client.post<{ id: string }>('/v1/organizations', { name: BIRCH.name });
  await client.delete('/v1/session');
  stage.clock.pass(60);
  const there = await enter(stage, owner, id);
  await there.patch('/v1/organization', { time_zone: ZONE, working_hours: WORKING_HOURS });
  await invite(stage, there, BIRCH.staff);
  await there.delete('/v1/session');
  for (const person of BIRCH.staff) await arrive(stage, person);
  stage.clock.pass(60);
  const again = await enter(stage, owner, id);
  stage.secrets.apiKeys[BIRCH.name] = await mint(stage, again, 'Birch practice system');
  await again.delete('/v1/session');
}

/** A key that only writes, for the clinic's own system; good for a year, for a demo ages. */
export async function mint({ clock }: Stage, client: DemoClient, name: string): Promise<string> {
  const expires = new Date(clock.now().getTime() + 364 * 86_400_000);
  const body = { name, scopes: ['events:write'], expires_at: expires.toISOString() };
  return (await client.post<{ key: string }>('/v1/api-keys', body)).key;
}
