import type { Row } from '../../../platform/database/row';
import { momentText, oneLine } from '../../../platform/mail/letter';
import type { Deadline } from '../deadlines/clocks';
import type { SupportGrant } from '../storage/support-grant.entity';
import type { SupportRequest } from '../storage/support-request.entity';
import type { SupportPerson } from '../support.contract';

/** What a mail says. Never what a request, a message or a query is about: that may be anybody's health. */
export interface News {
  readonly subject: string;
  readonly paragraphs: readonly string[];
}

type Request = Row<SupportRequest>;
type Grant = Row<SupportGrant>;

const nameOf = ({ name, email }: SupportPerson): string => oneLine(name ?? email ?? 'Somebody');

const told = (subject: string, ...paragraphs: string[]): News => ({ subject, paragraphs });

/** `csv, 2026-11-01 00:00 UTC to 2026-12-01 00:00 UTC` */
const scopeOf = ({ format, query }: Grant): string =>
  `${format}, ${momentText(new Date(query.from))} to ${momentText(new Date(query.to))}`;

export const created = ({ requestedBy, kind, firstAnswerDueAt, dueAt }: Request): News =>
  told(
    kind === 'export' ? 'an export is asked for' : 'a question',
    `${nameOf(requestedBy)} asks for ${kind === 'export' ? 'an export of events' : 'help'}.`,
    `The first answer is due by ${momentText(firstAnswerDueAt)}.`,
    ...(dueAt ? [`The file is due by ${momentText(dueAt)}.`] : []),
  );

export const written = (author: SupportPerson): News =>
  told('a new message', `${nameOf(author)} wrote a message. Sign in to read it.`);

export const proposed = (grant: Grant): News =>
  told(
    'support proposes an export',
    `${nameOf(grant.proposedBy)}, of the platform's support, asks to prepare an export of events for your organization: ${scopeOf(grant)}.`,
    'Support will not see the file. It is handed to your organization alone, and nothing is exported unless somebody of your organization who may grant it approves.',
    `Without approval the proposal lapses at ${momentText(grant.lapsesAt)}.`,
  );

export const withdrawn = (by: SupportPerson): News =>
  told('the proposal is withdrawn', `${nameOf(by)} withdrew the proposal of an export.`);

export const approved = (grant: Grant, by: SupportPerson, until: Date): News =>
  told(
    'the export is approved',
    `${nameOf(by)} approved the export: ${scopeOf(grant)}.`,
    `Support can start it until ${momentText(until)}, once, and exactly so.`,
  );

export const refused = (by: SupportPerson): News =>
  told('the export is refused', `${nameOf(by)} refused the proposed export.`);

export const revoked = (by: SupportPerson): News =>
  told(
    'the approval is revoked',
    `${nameOf(by)} revoked the approval of the export. What was written of it is deleted.`,
  );

export const started = (grant: Grant, by: SupportPerson): News =>
  told(
    'the export is being prepared',
    `${nameOf(by)}, of the platform's support, started the export that was approved: ${scopeOf(grant)}.`,
  );

export const delivered = (): News =>
  told(
    'the export is ready',
    'The export is ready. Whoever may export events finds it among the exports of the organization, for seven days. Support cannot open it.',
    'Please say whether it helped.',
  );

export const failed = (): News =>
  told(
    'the export failed',
    'The export could not be finished, or was cancelled. Support can propose it again.',
  );

export const over = (grant: Grant): News =>
  told(
    grant.state === 'proposed' ? 'the proposal has lapsed' : 'the approval has lapsed',
    grant.state === 'proposed'
      ? 'Nobody approved the proposed export within 12 hours. Support can propose it again.'
      : 'Support did not start the approved export within 4 hours. It has to be proposed and approved again.',
  );

export const closed = (by: SupportPerson): News =>
  told('the request is closed', `${nameOf(by)} closed the request.`);

export const overdue = (deadline: Deadline, { firstAnswerDueAt, dueAt }: Request): News =>
  deadline === 'first_answer'
    ? told('the first answer is overdue', `It was due by ${momentText(firstAnswerDueAt)}.`)
    : told('the delivery is overdue', `It was due by ${momentText(dueAt as Date)}.`);
