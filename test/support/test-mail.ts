import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { PasswordResetMailer } from '../../src/modules/auth/passwords/password-reset-mailer';
import { MailDelivery } from '../../src/platform/mail/mail-delivery';
import type { TestApp } from './test-app';

/** All mails to an address as text, oldest first, once nothing is on its way any more. */
export async function mailsTo(test: TestApp, email: string): Promise<string[]> {
  await test.app.get(PasswordResetMailer).settled();
  await test.app.get(MailDelivery).settled();
  const directory = path.join(test.settings.dataDirectory, 'mail');
  return readdirSync(directory)
    .toSorted()
    .map((file) =>
      readFileSync(path.join(directory, file), 'utf8').replaceAll('=\r\n', '').replaceAll('\r\n', '\n'),
    )
    .filter((text) => text.includes(`To: ${email}\n`));
}

/** The token of the newest link of a kind (`password-resets`, `email-changes`) to an address. */
export async function mailedToken(test: TestApp, email: string, kind: string): Promise<string> {
  const links = (await mailsTo(test, email)).flatMap((text) => [
    ...text.matchAll(new RegExp(`/${kind}/([\\w-]{43})`, 'g')),
  ]);
  const token = links.at(-1)?.[1];
  if (token === undefined) throw new Error(`no mail to ${email} holds a link to ${kind}`);
  return token;
}
