import type { ReactNode } from 'react';
import type { AuditEvent, WireReference } from '../../../audit/audit.contract';
import { clockTime, shortDay } from '../preferences/moments';
import { FlagBadge, Outcome, SourceBadge, TypeBadge } from '../ui/badges';
import { beginningOf, plainly } from '../ui/hidden-characters';
import { ErasedMark } from '../ui/erased-mark';
import { visible } from '../ui/visible';
import type { Column } from './column-names';
import classes from './event-table.module.css';
import {
  actorWords,
  contextText,
  countryName,
  initialsOf,
  referenceWords,
  summaryOf,
  titleOf,
} from './words';

export interface CellProps {
  readonly event: AuditEvent;
  readonly zone: string;
  /** The action under the summary, where it has no column. */
  readonly withAction: boolean;
}

const none = '–';
const line = (text: string): ReactNode => visible(beginningOf(text));
const hint = (text: string): string => plainly(beginningOf(text, 1_000));
const mono = (text: string | null): ReactNode => (
  <span className="mono" title={text === null ? undefined : hint(text)}>
    {text === null ? none : line(text)}
  </span>
);

/** One line each, whatever the event says: what a cell cannot hold is cut, and whole in the open event. */
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
      <span className={classes.line} title={hint(summaryOf(event))}>
        <ErasedMark event={event} />
        {line(summaryOf(event))}
      </span>
      {withAction ? (
        <span className={`${classes.line} ${classes.second} mono`}>{line(event.action)}</span>
      ) : null}
    </>
  ),
  status: ({ event }) => <Outcome outcome={event.outcome} />,
  ip: ({ event }) =>
    mono([contextText(event, 'country'), contextText(event, 'ip')].filter(Boolean).join(' ') || null),
  category: ({ event }) => (event.category === null ? none : titleOf(event.category)),
  operation: ({ event }) => titleOf(event.operation),
  role: ({ event }) => (
    <span className={classes.line}>{line(titleOf(actorWords(event.actor)?.role ?? none))}</span>
  ),
  country: ({ event }) => countryName(contextText(event, 'country')) ?? none,
  session: ({ event }) => mono(contextText(event, 'session_id')),
  flags: ({ event }) => event.flags.map((flag) => <FlagBadge key={flag} flag={flag} />),
  details: ({ event }) =>
    mono(Object.keys(event.details).length === 0 ? null : JSON.stringify(event.details)),
  sequence: ({ event }) => mono(String(event.sequence)),
  id: ({ event }) => mono(event.id),
};

function UserCell({ event }: { event: AuditEvent }) {
  const words = actorWords(event.actor);
  if (!words) return none;
  return (
    <span className={classes.user}>
      <span className={classes.avatar} aria-hidden>
        {initialsOf(words.name)}
      </span>
      <span className={classes.lines}>
        <span className={classes.line} title={hint(words.name)}>
          {line(words.name)}
        </span>
        {words.detail === null ? null : (
          <span className={`${classes.line} ${classes.second}`}>{line(words.detail)}</span>
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
      <span className={`${classes.line} mono`} title={hint(reference.id)}>
        {line(referenceWords(reference))}
      </span>
    </span>
  );
}
