import { Avatar } from '@mantine/core';
import type { ReactNode } from 'react';
import type { AuditEvent, WireReference } from '../../../audit/audit.contract';
import { clockTime, shortDay } from '../preferences/moments';
import { FlagBadge, Outcome, SourceBadge, TypeBadge } from '../ui/badges';
import classes from './event-table.module.css';
import { actorWords, contextText, referenceWords, summaryOf, titleOf } from './words';

export const COLUMNS = [
  'time',
  'source',
  'action',
  'user',
  'record',
  'summary',
  'status',
  'ip',
  'subject',
  'category',
  'operation',
  'role',
  'session',
  'flags',
  'sequence',
  'id',
] as const;
export type Column = (typeof COLUMNS)[number];

export const USUAL: readonly Column[] = [
  'time',
  'source',
  'action',
  'user',
  'record',
  'summary',
  'status',
  'ip',
];
/** Beside the open event. */
export const BESIDE: readonly Column[] = ['time', 'source', 'summary', 'user', 'status'];

/** Of the address; what it does not name, or names wrongly, is as usual. */
export function columnsOf(text: string | undefined, isBeside: boolean): readonly Column[] {
  const chosen = (text ?? '')
    .split(',')
    .filter((name): name is Column => (COLUMNS as readonly string[]).includes(name));
  if (chosen.length > 0) return [...new Set(chosen)];
  return isBeside ? BESIDE : USUAL;
}

export interface CellProps {
  readonly event: AuditEvent;
  readonly zone: string;
  /** The action under the summary, where it has no column. */
  readonly withAction: boolean;
}

const none = '–';
const mono = (text: string | null): ReactNode => <span className="mono">{text ?? none}</span>;

export const CELLS: Readonly<Record<Column, (props: CellProps) => ReactNode>> = {
  time: ({ event, zone }) => (
    <span className="mono">
      <span className={classes.day}>{shortDay(event.occurred_at, zone)} </span>
      {clockTime(event.occurred_at, zone)}
    </span>
  ),
  source: ({ event }) => <SourceBadge source={event.source} />,
  action: ({ event }) => mono(event.action),
  user: ({ event }) => <UserCell event={event} />,
  record: ({ event }) => <ReferenceCell reference={event.resource} />,
  subject: ({ event }) => <ReferenceCell reference={event.subject} />,
  summary: ({ event, withAction }) => (
    <>
      <span className={classes.line}>{summaryOf(event)}</span>
      {withAction ? <span className={`${classes.line} ${classes.second} mono`}>{event.action}</span> : null}
    </>
  ),
  status: ({ event }) => <Outcome outcome={event.outcome} />,
  ip: ({ event }) =>
    mono([contextText(event, 'country'), contextText(event, 'ip')].filter(Boolean).join(' ') || null),
  category: ({ event }) => (event.category === null ? none : titleOf(event.category)),
  operation: ({ event }) => titleOf(event.operation),
  role: ({ event }) => titleOf(actorWords(event.actor)?.role ?? none),
  session: ({ event }) => mono(contextText(event, 'session_id')),
  flags: ({ event }) => event.flags.map((flag) => <FlagBadge key={flag} flag={flag} />),
  sequence: ({ event }) => mono(String(event.sequence)),
  id: ({ event }) => mono(event.id),
};

function UserCell({ event }: { event: AuditEvent }) {
  const words = actorWords(event.actor);
  if (!words) return none;
  return (
    <span className={classes.user}>
      <Avatar name={words.name} size={24} radius="xl" aria-hidden />
      <span className={classes.lines}>
        <span className={classes.line}>{words.name}</span>
        {words.detail === null ? null : (
          <span className={`${classes.line} ${classes.second}`}>{words.detail}</span>
        )}
      </span>
    </span>
  );
}

function ReferenceCell({ reference }: { reference: WireReference | null }) {
  if (!reference) return none;
  return (
    <span className={classes.reference}>
      <TypeBadge type={reference.type} />
      <span className={`${classes.line} mono`} title={reference.id}>
        {referenceWords(reference)}
      </span>
    </span>
  );
}
