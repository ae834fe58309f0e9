import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INestApplication } from '@nestjs/common';
import { DEMO_PASSWORD } from '../../modules/auth/auth.demo';
import type { OpenedSession } from '../../modules/auth/auth.contract';
import { MailDelivery } from '../../platform/mail/mail-delivery';
import type { Settings } from '../../platform/settings';
import type { Colleague } from '../people/staff';
import { DemoClient } from './demo-client';
import type { DemoClock } from './demo-clock';
import { codeOf, type DemoSecrets } from './demo-file';

/** Where a demo is made: an application that listens, whose time is the story's. */
export interface Stage {
  readonly app: INestApplication;
  readonly url: string;
  readonly settings: Settings;
  readonly clock: DemoClock;
  readonly secrets: DemoSecrets;
}

export const clientOf = ({ url }: Stage, { officeIp, agent }: Colleague): DemoClient =>
  new DemoClient(url, officeIp, agent);

/** Signs somebody in as they do every day: password, and the code of their app where they have one. */
export async function enter(stage: Stage, person: Colleague, organizationId?: string): Promise<DemoClient> {
  const client = clientOf(stage, person);
  const body = { email: person.email, password: DEMO_PASSWORD, organization_id: organizationId };
  const session = await client.post<OpenedSession>('/v1/sessions', body);
  stage.clock.pass(8);
  if (session.factors.enrolment_required) return enrol(stage, person, client.with(session.token));
  return session.factors.required
    ? prove(stage, person, client.with(session.token))
    : client.with(session.token);
}

/** Gives somebody an authenticator app; its key is kept beside the data. */
export async function enrol(stage: Stage, person: Colleague, client: DemoClient): Promise<DemoClient> {
  const { key } = await client.post<{ key: string }>('/v1/account/totp');
  stage.secrets.authenticators[person.email] = key;
  stage.clock.pass(35);
  const code = codeOf(key, stage.clock.now());
  const { token } = await client.put<OpenedSession>('/v1/account/totp/confirmation', { code });
  return client.with(token);
}

/** A code is good once: the next one is waited for. */
export async function prove(stage: Stage, person: Colleague, client: DemoClient): Promise<DemoClient> {
  stage.clock.pass(31);
  const key = stage.secrets.authenticators[person.email];
  const proof =
    key === undefined
      ? { type: 'password', password: DEMO_PASSWORD }
      : { type: 'totp', code: codeOf(key, stage.clock.now()) };
  const { token } = await client.post<OpenedSession>('/v1/session/factors', proof);
  return client.with(token);
}

/** The token in the invitation that was mailed to somebody: mails of a demo stay in its data directory. */
export async function invitationOf({ app, settings }: Stage, email: string): Promise<string> {
  await app.get(MailDelivery).settled();
  const directory = join(settings.dataDirectory, 'mail');
  const mail = readdirSync(directory)
    .sort()
    .map((file) => readFileSync(join(directory, file), 'utf8'))
    .findLast((text) => text.includes(`To: ${email}`));
  const [, token] = /\/invitations\/([\w-]+)/.exec((mail ?? '').replaceAll('=\r\n', '')) ?? [];
  if (token === undefined) throw new Error(`No mail to ${email} holds an invitation.`);
  return token;
}
