import { MailTransport } from '../../src/platform/mail/mail-transport';
import type { Mail } from '../../src/platform/mail/mail.entity';

/** A mail server that takes what it is given, or nothing. As an override of the application's. */
export class SentMails {
  readonly mails: { to: string; subject: string; text: string }[] = [];
  /** What it answers instead of taking a mail. */
  refusal: string | null = null;

  readonly override = {
    token: MailTransport,
    value: {
      send: ({ recipient, subject, body }: Mail): Promise<void> => {
        if (this.refusal !== null) return Promise.reject(new Error(this.refusal));
        this.mails.push({ to: recipient, subject, text: body ?? '' });
        return Promise.resolve();
      },
    },
  };

  about(subject: string): { to: string; subject: string; text: string }[] {
    return this.mails.filter((mail) => mail.subject.startsWith(subject));
  }
}
