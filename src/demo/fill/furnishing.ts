import { addDays } from '../../platform/clock/zoned-time';
import { momentOf } from '../days/calendar';
import { ACME } from '../days/history';
import { named, type Colleague } from '../people/staff';
import { CHANGED_PATIENT } from '../days/incident';
import { foundBirch } from './founding';
import { enter, prove, type Stage } from './stage';

/** Something that somebody does in Daybook itself in the course of the story. */
export interface Scene {
  readonly at: Date;
  play(): Promise<unknown>;
}

const OWNER = named(ACME.staff, 'Olivia Hartley');
const AUDITOR = named(ACME.staff, 'Audrey Finch');
const ADMIN = named(ACME.staff, 'Ian Novak');

/** The second organization is younger. */
const DAYS_OF_BIRCH = 60;
export const birchBegins = (days: readonly string[]): string =>
  days.at(-DAYS_OF_BIRCH) ?? (days[0] as string);

/** What the pages of the console show besides events, each at its time. */
export function furnishing(stage: Stage, days: readonly string[], now: Date): Scene[] {
  const [first, last] = [days[0] as string, days.at(-1) as string];
  const middle = days[Math.floor(days.length / 2)] as string;
  return [
    { at: momentOf(first, 8 * 60), play: () => lookAround(stage) },
    { at: momentOf(first, 9 * 60), play: () => saveViews(stage) },
    { at: momentOf(birchBegins(days), 8 * 60), play: () => foundBirch(stage) },
    { at: momentOf(middle, 11 * 60), play: () => hold(stage, last) },
    { at: momentOf(addDays(last, -3), 15 * 60), play: () => askForHelp(stage) },
    { at: momentOf(addDays(last, -2), 14 * 60), play: () => inviteMore(stage) },
    { at: momentOf(addDays(last, -8), 9 * 60), play: () => schedule(stage) },
    { at: momentOf(addDays(last, -8), 10 * 60), play: () => takeOut(stage, middle) },
  ].filter(({ at }) => at <= now);
}

/** From the machine that a demo is looked at on: whoever signs in there later is no surprise. */
async function lookAround(stage: Stage): Promise<void> {
  for (const person of [OWNER, AUDITOR])
    for (const officeIp of ['127.0.0.1', '::1'])
      await (await enter(stage, { ...person, officeIp })).delete('/v1/session');
}

async function saveViews(stage: Stage): Promise<void> {
  const client = await enter(stage, AUDITOR);
  const views = [
    ['Charts opened outside working hours', { q: 'action:chart.viewed flag:off_hours', range: '30d' }],
    ['Refused', { outcome: ['denied'], range: '30d' }],
    ['What the AI wrote', { source: ['ai'], range: '7d' }],
  ] as const;
  for (const [name, query] of views) {
    await client.post('/v1/saved-views', { name, shared: true, query });
    stage.clock.pass(45);
  }
  await client.delete('/v1/session');
}

async function schedule(stage: Stage): Promise<void> {
  const client = await enter(stage, ADMIN);
  await client.post('/v1/export-schedules', {
    name: 'Security, for the weekly review',
    format: 'csv',
    query: { source: ['security'] },
    frequency: 'weekly',
  });
  await client.delete('/v1/session');
}

async function hold(stage: Stage, last: string): Promise<void> {
  const client = await enter(stage, OWNER);
  await client.post('/v1/legal-holds', {
    name: 'Complaint of a patient',
    reason: 'A patient asks who saw their chart. Counsel wants all of it kept until the complaint is closed.',
    query: { subject_type: ['patient'], subject_id: [CHANGED_PATIENT.id] },
    review_on: addDays(last, 60),
  });
  await client.delete('/v1/session');
}

async function askForHelp(stage: Stage): Promise<void> {
  const client = await enter(stage, AUDITOR);
  await client.post('/v1/support-requests', {
    kind: 'question',
    trying_to: 'We would like all reads of restricted charts in one list. Is a saved view the right way?',
    record: { type: 'saved_view', id: 'Refused' },
  });
  await client.delete('/v1/session');
}

/** Somebody new, and one more who never answered. */
async function inviteMore(stage: Stage): Promise<void> {
  const client = await enter(stage, ADMIN);
  for (const email of ['nora.blake@acme.example', 'locum.agency@partners.example'])
    await client.post('/v1/invitations', { email, role: 'member' });
  await client.delete('/v1/session');
}

/** Built once the demo is started, as every export is. */
async function takeOut(stage: Stage, from: string): Promise<void> {
  const client = await prove(stage, AUDITOR, await enter(stage, AUDITOR));
  const query = { from, source: ['security'], outcome: ['failure', 'denied'] };
  await client.post('/v1/exports', { format: 'csv', query });
  await client.delete('/v1/session');
}

/** Everybody's latest visit to Daybook, soon after they signed in to the clinic's system for the last time. */
export const visits = (stage: Stage, lastSeen: ReadonlyMap<string, Date>): Scene[] =>
  ACME.staff.flatMap((person: Colleague) => {
    const seen = lastSeen.get(person.id);
    if (!seen) return [];
    const play = async (): Promise<void> => {
      const client = await enter(stage, person);
      stage.clock.pass(5);
      await client.delete('/v1/session');
    };
    return [{ at: new Date(seen.getTime() + 90_000), play }];
  });
