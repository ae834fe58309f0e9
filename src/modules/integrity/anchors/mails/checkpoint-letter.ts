import { letter, momentText, oneLine } from '../../../../platform/mail/letter';
import type { Message } from '../../../../platform/mail/mail-outbox';
import type { MailRhythm } from '../../integrity.anchors.contract';
import type { StoredCheckpoint } from '../../integrity.checkpoints';

export interface CheckpointLetter {
  readonly to: string;
  readonly name: string;
  readonly organization: string;
  readonly rhythm: MailRhythm;
  readonly publicUrl: string;
  readonly checkpoint: Pick<StoredCheckpoint, 'size' | 'note' | 'signedAt'>;
}

/** A checkpoint for a mailbox, and what it is there for. The note stands in it as it was signed, lines of their own. */
export function checkpointLetter(facts: CheckpointLetter): Message {
  const { to, name, rhythm, publicUrl, checkpoint } = facts;
  const organization = oneLine(facts.organization);
  const events = checkpoint.size.toLocaleString('en-US');
  return letter({
    to,
    name,
    subject: `Checkpoint of the audit log of ${organization}: ${events} events`,
    paragraphs: [
      `This mail is an anchor of the audit log of ${organization}. On ${momentText(checkpoint.signedAt)} the log had ${events} events; the third line below is one number computed over all of them. If one of these events is changed or removed later, or another is put between them, the log does not give this number any more. Not even who runs Daybook and has its key can change what lies in your mailbox.`,
      'What to do: keep it. A rule that moves these mails into a folder is enough, best in a mailbox that those who run Daybook cannot reach.',
      `To check it, at any time: save this mail as a file, and have whoever runs Daybook type, while you look on:\n  npm run daybook -- log check-anchor FILE\nIt says whether today's log still begins with what it was then. If it does not, let nobody repair anything: keep the mail, and ask somebody independent.`,
      `The checkpoint:`,
      checkpoint.note.trimEnd(),
    ],
    advice: `You get this mail ${rhythm === 'daily' ? 'once a day' : 'once a week'} because you are an Owner of ${organization}. Daily, weekly or not at all: ${publicUrl}/settings`,
  });
}
