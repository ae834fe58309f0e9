import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AuditEvent } from '../../../../audit/audit.contract';
import { problemOf } from '../../api/problem';
import { ProblemNotice } from '../../ui/problem-notice';
import { useEvent, type LogState } from '../use-log';
import classes from './drawer.module.css';
import { EventBody } from './event-body';
import { DrawerHead } from './head';

export interface DrawerProps {
  readonly log: LogState;
  readonly id: string;
  readonly known: AuditEvent | undefined;
  readonly events: readonly AuditEvent[];
  readonly isNarrow: boolean;
}

/** The open event beside the table, which stays usable. Focus goes to its heading, and back to its row when it closes. */
export function EventDrawer({ log, id, known, events, isNarrow }: DrawerProps) {
  const { t } = useTranslation();
  const { data: event, error } = useEvent(id, known);
  return (
    <aside
      className={`card ${classes.drawer}`}
      data-whole={isNarrow || undefined}
      aria-label={t('event.details')}
    >
      <DrawerHead log={log} event={event} events={events} id={id} />
      {error ? <ProblemNotice problem={problemOf(error)} /> : null}
      {!event && !error ? <Skeleton h={240} m={12} /> : null}
      {event ? <EventBody log={log} event={event} /> : null}
    </aside>
  );
}
