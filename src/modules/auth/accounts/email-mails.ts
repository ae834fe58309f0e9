import { letter, momentText, type Occasion } from '../../../platform/mail/letter';
import type { Message } from '../../../platform/mail/mail-outbox';
import type { Person } from '../auth.accounts';

const TELL = 'If this was not you, change your password now and tell an Owner of your organization.';

export const confirmationMail = ({ name }: Person, to: string, link: string, expiresAt: Date): Message =>
  letter({
    to,
    name,
    subject: 'Confirm your e-mail address for Daybook',
    paragraphs: [
      'You asked to use this address for your Daybook account. Follow this link to confirm that it is yours:',
      link,
      `It works once, until ${momentText(expiresAt)}.`,
    ],
    advice: 'If this was not you, do nothing: the account keeps its address.',
  });

/** To an address that has an account already: whoever asked is told nothing of it. */
export const takenMail = (to: string): Message =>
  letter({
    to,
    name: null,
    subject: 'Somebody asked to use your address for Daybook',
    paragraphs: [
      'Somebody asked to use this address for a Daybook account, but it has one already, so nothing was changed.',
    ],
    advice: 'If this was you, sign in with the account that has this address. If not, you need do nothing.',
  });

export const changeRequestedMail = ({ name, email }: Person, wanted: string, occasion: Occasion): Message =>
  letter({
    to: email,
    name,
    subject: 'Somebody asked to change the address of your Daybook account',
    paragraphs: [
      `Your Daybook account is to have the address ${wanted}, once that is confirmed. Until then nothing changes.`,
    ],
    occasion,
    advice: TELL,
  });

export const changedMail = ({ name, email }: Person, now: string, occasion: Occasion): Message =>
  letter({
    to: email,
    name,
    subject: 'The address of your Daybook account was changed',
    paragraphs: [`Your Daybook account now has the address ${now}. You sign in with that one.`],
    occasion,
    advice: TELL,
  });
