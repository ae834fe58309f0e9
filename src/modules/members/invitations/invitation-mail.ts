import { letter, momentText, oneLine } from '../../../platform/mail/letter';
import type { Message } from '../../../platform/mail/mail-outbox';

interface Facts {
  readonly to: string;
  readonly inviter: string;
  readonly organization: string;
  readonly role: string;
  readonly link: string;
  readonly expiresAt: Date;
}

export const invitationMail = ({ to, inviter, organization, role, link, expiresAt }: Facts): Message =>
  letter({
    to,
    name: null,
    subject: `Join ${organization} on Daybook`,
    paragraphs: [
      `${oneLine(inviter)} invites you to join ${oneLine(organization)} on Daybook, with the role ${oneLine(role)}.`,
      `Follow this link to accept:\n${link}`,
      `It works once, until ${momentText(expiresAt)}.`,
    ],
    advice: 'If you did not expect this mail, do nothing.',
  });
