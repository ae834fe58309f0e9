import type { Message } from '../../../platform/mail/mail-outbox';
import type { Person } from '../auth.accounts';

const NOT_YOU = 'If this was not you, change your password now and tell an Owner of your organization.';

const letter = ({ name, email }: Person, subject: string, ...lines: string[]): Message => ({
  to: email,
  subject,
  text: [`Hello ${name},`, ...lines, NOT_YOU].join('\n\n'),
});

export const wrongCodesMail = (person: Person, disabled: boolean): Message =>
  letter(
    person,
    'Wrong codes for your Daybook account',
    'Somebody who knows your password has given five wrong codes for your second factor within a quarter of an hour.',
    disabled
      ? 'There were fifty in a row, so it was disabled. Sign in with another factor or a recovery code, or ask an Owner to reset your factors.'
      : 'No more codes are looked at for the rest of it. Your other factors still work.',
  );

export const recoveryCodeMail = (person: Person, left: number): Message =>
  letter(
    person,
    'A recovery code of your Daybook account was used',
    `Somebody used one of your recovery codes. ${left} are left. If you lost your authenticator, enrol another one and remove the old.`,
  );

export const enrolledMail = (person: Person, what: string): Message =>
  letter(
    person,
    'Your Daybook account has a new second factor',
    `From now on you can confirm your sign-in with ${what}. Your other sessions have ended.`,
  );

export const removedMail = (person: Person, what: string): Message =>
  letter(
    person,
    'A second factor of your Daybook account was removed',
    `It was ${what}. Your other sessions have ended.`,
  );
