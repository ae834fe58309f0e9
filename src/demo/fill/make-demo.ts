import { AlertEvaluation } from '../../modules/alerts/alerts.evaluation';
import { RetentionHousekeeping } from '../../modules/retention/retention.housekeeping';
import { addDays, dateIn } from '../../platform/clock/zoned-time';
import { daysUpTo, momentOf, ZONE } from '../days/calendar';
import { ACME, BIRCH, clinicDay, type Story } from '../days/history';
import { incidentBefore } from '../days/incident';
import { DemoClient } from './demo-client';
import { keepSecrets } from './demo-file';
import { beginRecord, noteFilled, type DemoRecord } from './demo-record';
import { foundAcme, mint } from './founding';
import { birchBegins, furnishing, visits } from './furnishing';
import type { Stage } from './stage';
import { history, tell } from './telling';

export const SEED = 'daybook';
export const DAYS = 183;
const INTEGRATION = ['198.51.100.10', 'AcmeEHR/4.2 (audit-forwarder)'] as const;

export interface DemoWish {
  /** The moment up to which it is told: now. */
  readonly now: Date;
  readonly days: number;
  readonly stopping: AbortSignal;
  readonly told: (events: number, day: string) => void;
}

/** Fills an empty installation: on its first day it is founded, then told day by day. Returns how many events were reported. */
export async function makeDemo(
  stage: Stage,
  { now, days: count, stopping, told }: DemoWish,
): Promise<number> {
  const today = dateIn(ZONE, now);
  const days = daysUpTo(today, count);
  const firstDay = days[0] as string;
  const story: Story = { seed: SEED, incidentOn: incidentBefore(today) };
  await beginRecord(stage.app, { ...story, firstDay, filledTo: now });
  stage.clock.reach(momentOf(addDays(firstDay, -2), 9 * 60));
  const owner = await foundAcme(stage, firstDay);
  stage.secrets.apiKeys[ACME.name] = await mint(stage, owner, 'Acme EHR');
  await owner.delete('/v1/session');
  await settle(stage);
  const telling = { clock: stage.clock, client: integration(stage, ACME.name), stopping };
  const seen = lastSignIns(days.slice(-10), story, now);
  const scenes = [...furnishing(stage, days, now), ...visits(stage, seen)];
  const reach = { after: momentOf(firstDay, 0), until: now };
  const acme = await tell(history(ACME, days, story, reach), { ...telling, scenes, told });
  const theirs = history(BIRCH, days, story, { ...reach, after: momentOf(birchBegins(days), 9 * 60) });
  const there = { clock: stage.clock, client: integration(stage, BIRCH.name), stopping };
  const birch = await tell(theirs, { ...there, scenes: [], told: (count, day) => told(acme + count, day) });
  keepSecrets(stage.settings.dataDirectory, stage.secrets);
  await noteFilled(stage.app, now);
  return acme + birch;
}

/** The policy's first change is in force a day later, and then the first events get their dates; alert rules watch from the first event on. */
async function settle({ app, clock }: Stage): Promise<void> {
  clock.pass(25 * 3_600);
  await app.get(RetentionHousekeeping).sweep(AbortSignal.timeout(60_000));
  clock.pass(60);
  await app.get(RetentionHousekeeping).sweep(AbortSignal.timeout(60_000));
  await app.get(AlertEvaluation).run();
}

/** The days since a demo was told last; whoever starts it again later finds it up to date. Returns how many events were reported. */
export async function continueDemo(
  stage: Stage,
  record: DemoRecord,
  wish: Omit<DemoWish, 'days'>,
): Promise<number> {
  const { now, stopping, told } = wish;
  const today = dateIn(ZONE, now);
  const passed = Math.round((Date.parse(today) - Date.parse(dateIn(ZONE, record.filledTo))) / 86_400_000);
  const days = daysUpTo(today, passed + 1);
  let count = 0;
  for (const clinic of [ACME, BIRCH]) {
    const events = history(clinic, days, record, { after: record.filledTo, until: now });
    const client = integration(stage, clinic.name);
    const before = count;
    count += await tell(events, {
      clock: stage.clock,
      client,
      stopping,
      scenes: [],
      told: (more, day) => told(before + more, day),
    });
  }
  await noteFilled(stage.app, now);
  return count;
}

const integration = ({ url, secrets }: Stage, organization: string): DemoClient =>
  new DemoClient(url, ...INTEGRATION).with(secrets.apiKeys[organization] ?? '');

/** When each of the clinic's people signs in for the last time before now. */
function lastSignIns(days: readonly string[], story: Story, now: Date): Map<string, Date> {
  const seen = new Map<string, Date>();
  for (const day of days)
    for (const { action, outcome, actor, occurred_at, context } of clinicDay(ACME, day, story))
      if (
        action === 'user.signed_in' &&
        !outcome &&
        actor.id &&
        context?.country === 'GB' &&
        Date.parse(occurred_at) < now.getTime() - 180_000
      )
        seen.set(actor.id, new Date(occurred_at));
  return seen;
}
