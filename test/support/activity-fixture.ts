import { randomUUID } from 'node:crypto';
import { withRequest } from '../../src/platform/context/request-context';
import { RequestRecord, type Principal } from '../../src/platform/context/request-record';
import type { Clock } from '../../src/platform/clock/clock';
import type { DatabasePool } from '../../src/platform/database/pools';
import type { Settings } from '../../src/platform/settings';
import type { AuditRecorder } from '../../src/modules/audit/audit.recorder';
import { LogSnapshots } from '../../src/modules/audit/audit.snapshot';
import { AdoptionFigures } from '../../src/modules/activity/figures/adoption';
import { Days } from '../../src/modules/activity/figures/days';
import { HoursOfWeek } from '../../src/modules/activity/figures/hours';
import { Overview } from '../../src/modules/activity/figures/overview';
import { Profiles } from '../../src/modules/activity/figures/profile';
import { Users } from '../../src/modules/activity/figures/users';
import { Frames } from '../../src/modules/activity/people/frames';
import { People } from '../../src/modules/activity/people/people';
import { Timeline } from '../../src/modules/activity/timeline/timeline';
import type { Visibility, VisiblePeople } from '../../src/modules/teams/teams.visible-people';
import type { ExpiryRule } from '../../src/modules/audit/audit.expiry';
import { openLog } from './log-fixture';
import { HandClock } from './retention-fixture';
import { TEST_SECRET } from './test-database';

/** The activity module without HTTP: asked by somebody who may see what the test says. */
export async function openActivity(now: Date, expiry?: ExpiryRule) {
  const log = await openLog(expiry);
  const organizationId = randomUUID();
  const sql = (text: string, values: unknown[] = []) => log.admin.pool.query(text, values);
  await sql(`INSERT INTO organizations (id, name) VALUES ($1, 'Acme')`, [organizationId]);
  const clock = new HandClock(now);
  let visible: VisiblePeople = { kind: 'everyone' };
  const visibility = { of: () => Promise.resolve(visible) } as unknown as Visibility;
  return {
    log,
    clock,
    sql,
    organizationId,
    ...figuresOn(log.app, clock, visibility),
    /** The same questions over other connections. */
    over: (pool: DatabasePool) => figuresOn(pool, clock, visibility),
    see: (what: VisiblePeople): void => void (visible = what),
    /** Counts so many more events. */
    count: (events: number) =>
      log.app.inOrganization(organizationId, (client) => client.query('SELECT count_events($1)', [events])),
    /** A member, in a team if it is given. */
    member: (account: Account, team?: string) => addMember(sql, organizationId, account, team),
    as: <T>(work: () => Promise<T>, accountId: string | null = null): Promise<T> => {
      const client = { ip: null, peerIp: null, userAgent: null, traceId: null, forwardedFor: null };
      const record = new RequestRecord(randomUUID(), now, 'GET', '/', client);
      record.principal = { organizationId, accountId } as Principal;
      return withRequest(record, work);
    },
  };
}

function figuresOn(pool: DatabasePool, clock: Clock, visibility: Visibility) {
  const frames = new Frames(new LogSnapshots(pool), visibility, clock);
  const people = new People(frames, { describe: () => undefined } as unknown as AuditRecorder);
  const settings = { secret: TEST_SECRET } as Settings;
  return {
    overview: new Overview(frames),
    users: new Users(frames, settings),
    profiles: new Profiles(people),
    adoption: new AdoptionFigures(frames),
    hours: new HoursOfWeek(frames),
    days: new Days(people),
    timeline: new Timeline(people, settings),
  };
}

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

async function addMember(
  sql: (text: string, values: unknown[]) => Promise<unknown>,
  organizationId: string,
  { id, name, email }: Account,
  team?: string,
): Promise<string> {
  const memberId = randomUUID();
  await sql(`INSERT INTO accounts (id, email, name, password_hash) VALUES ($1, $2, $3, '')`, [
    id,
    email,
    name,
  ]);
  await sql(`INSERT INTO members (organization_id, id, account_id, role) VALUES ($1, $2, $3, 'member')`, [
    organizationId,
    memberId,
    id,
  ]);
  if (team === undefined) return memberId;
  await sql(`INSERT INTO teams VALUES ($1, $2, $3, now()) ON CONFLICT DO NOTHING`, [
    organizationId,
    team,
    `Team ${team.slice(0, 4)}`,
  ]);
  await sql(`INSERT INTO team_members VALUES ($1, $2, $3, false, now())`, [organizationId, team, memberId]);
  return memberId;
}
