import { setTimeout as delay } from 'node:timers/promises';
import { createApp } from '../create-app';
import { AlertEvaluation } from '../modules/alerts/alerts.evaluation';
import { EventCounting } from '../modules/audit/audit.counting';
import { InstallationState } from '../modules/auth/auth.installation';
import { Sealing } from '../modules/integrity/integrity.sealing';
import { Log } from '../platform/log/log';
import type { Settings } from '../platform/settings';
import { DemoClock } from './fill/demo-clock';
import { codeOf, readSecrets } from './fill/demo-file';
import { readRecord, type DemoRecord } from './fill/demo-record';
import { continueDemo, DAYS, makeDemo, type DemoWish } from './fill/make-demo';
import type { Stage } from './fill/stage';

type Say = (line: string) => void;

/** Thrown where no demo can be made; the message says what to do. */
export class NoDemo extends Error {}

/** Makes the demo in an empty installation, or goes on with the one that is there; then it is a database like any other. */
export async function prepareDemo(settings: Settings, stopping: AbortSignal, say: Say): Promise<void> {
  if (settings.production)
    throw new NoDemo('There are no demos in production (NODE_ENV): everybody knows their passwords.');
  const now = new Date();
  const record = await onStage(settings, (stage) => beginning(stage, settings));
  if (record) {
    const events = await onStage(
      settings,
      (stage) => continueDemo(stage, record, wishOf(now, stopping, say)),
      record.filledTo,
    );
    say(
      events === 0
        ? 'The demo is up to date.'
        : `The demo went on to now: ${events.toLocaleString('en')} more events.`,
    );
    return;
  }
  say(
    'Making the demo: six months of Acme Clinic, about a hundred thousand events. This takes a minute or two.',
  );
  const events = await onStage(
    settings,
    (stage) => makeDemo(stage, { ...wishOf(now, stopping, say), days: DAYS }),
    new Date(0),
  );
  say(`${events.toLocaleString('en')} events were reported. Counting and sealing them.`);
  await onStage(settings, (stage) => digest(stage, stopping), now);
}

/** What somebody's authenticator app in the demo shows; null for who has none. */
export function demoCode(
  dataDirectory: string,
  email: string,
  now: Date,
): { readonly code: string; readonly secondsLeft: number } | null {
  const key = readSecrets(dataDirectory)?.authenticators[email];
  if (key === undefined) return null;
  return { code: codeOf(key, now), secondsLeft: 30 - (Math.floor(now.getTime() / 1_000) % 30) };
}

/** The demo that is there; null where it can begin. */
async function beginning({ app, secrets }: Stage, { dataDirectory }: Settings): Promise<DemoRecord | null> {
  const record = await readRecord(app);
  if (record && !record.finished)
    throw new NoDemo(`The demo in this database was not finished. Delete ${dataDirectory}, and start again.`);
  if (record && Object.keys(secrets.apiKeys).length === 0)
    throw new NoDemo(
      `There is a demo in this database, but ${dataDirectory}/demo.json, which lets it go on, is not there. Start without --demo.`,
    );
  if (!record && (await app.get(InstallationState).isSetUp()))
    throw new NoDemo(
      'There is somebody’s own data in this database, and a demo is not mixed with it. Start without --demo, or give the demo a place of its own: DATA_DIR=.data-demo npm start -- --demo',
    );
  return record;
}

function wishOf(now: Date, stopping: AbortSignal, say: Say): Omit<DemoWish, 'days'> {
  let said = 0;
  const told = (events: number, day: string): void => {
    if (events - said < 10_000) return;
    said = events;
    say(`  ${day}: ${events.toLocaleString('en')} events`);
  };
  return { now, stopping, told };
}

/** What a server does by itself within a minute, at once: so that all pages are full when the first is opened. */
export async function digest({ app }: Pick<Stage, 'app'>, stopping: AbortSignal): Promise<void> {
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(120_000)]);
  await app.get(EventCounting).run({ signal, timeLimitMs: 120_000 });
  while ((await app.get(AlertEvaluation).run({ signal })) > 0) stopping.throwIfAborted();
  while ((await app.get(Sealing).run({ signal })) > 0) await delay(0);
}

/** An application that only the demo speaks to: as `api`, it does no work in the background. */
async function onStage<T>(settings: Settings, play: (stage: Stage) => Promise<T>, at?: Date): Promise<T> {
  const used = { ...settings, ...stageSettings(settings) };
  const clock = new DemoClock(at ?? new Date());
  const app = await createApp(used, new Log('error'), clock);
  try {
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as { port: number };
    const secrets = readSecrets(settings.dataDirectory) ?? { authenticators: {}, apiKeys: {} };
    return await play({ app, url: `http://127.0.0.1:${port}`, settings: used, clock, secrets });
  } finally {
    await app.close();
  }
}

/** Mails stay here, whatever is configured; nobody is too fast; addresses are those that the story gives. */
export const stageSettings = (
  settings: Pick<Settings, 'mail' | 'http'>,
): Pick<Settings, 'role' | 'makesDemo' | 'mail' | 'http' | 'limits'> => ({
  role: 'api',
  makesDemo: true,
  mail: { ...settings.mail, smtpUrl: undefined },
  http: { ...settings.http, trustedProxies: ['127.0.0.1'] },
  limits: {
    addressPerMinute: 1_000_000,
    sessionPerMinute: 1_000_000,
    eventsPerSecond: 1_000_000,
    organizationEventsPerSecond: 1_000_000,
  },
});
