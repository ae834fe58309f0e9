import type { Message } from '../../../platform/mail/mail-outbox';

interface Facts {
  readonly to: string;
  readonly inviter: string;
  readonly organization: string;
  readonly role: string;
  readonly link: string;
  readonly expiresAt: Date;
}

const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');

export const invitationMail = ({ to, inviter, organization, role, link, expiresAt }: Facts): Message => ({
  to,
  subject: `Join ${oneLine(organization)} on Daybook`,
  text: [
    'Hello,',
    '',
    `${oneLine(inviter)} invites you to join ${oneLine(organization)} on Daybook, with the role ${role}.`,
    '',
    'Follow this link to accept:',
    link,
    '',
    `It works once, until ${expiresAt.toISOString().slice(0, 16).replace('T', ' ')} UTC. If you did not expect this mail, do nothing.`,
    '',
  ].join('\n'),
});
