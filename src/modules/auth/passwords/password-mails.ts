import { letter, momentText, type Occasion } from '../../../platform/mail/letter';
import type { Message } from '../../../platform/mail/mail-outbox';
import type { Person } from '../auth.accounts';

export const resetMail = (person: Person, link: string, expiresAt: Date): Message =>
  letter({
    to: person.email,
    name: person.name,
    subject: 'Reset your Daybook password',
    paragraphs: [
      'Somebody, probably you, asked to reset the password of your Daybook account. Follow this link to choose a new one:',
      link,
      `It works once, until ${momentText(expiresAt)}. You will still need your second factor to sign in.`,
    ],
    advice: 'If this was not you, do nothing: your password stays as it is.',
  });

export const passwordChangedMail = (person: Person, byLink: boolean, occasion: Occasion): Message =>
  letter({
    to: person.email,
    name: person.name,
    subject: 'Your Daybook password was changed',
    paragraphs: [
      byLink
        ? 'The password of your Daybook account was reset by a link that we had mailed to you. All your sessions have ended.'
        : 'The password of your Daybook account was changed. All your other sessions have ended.',
    ],
    occasion,
    advice:
      'If this was not you, reset your password at once by "Forgot password" on the sign-in page, and tell an Owner of your organization.',
  });
