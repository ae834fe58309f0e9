import { CopyButton, Button, Modal, Skeleton } from '@mantine/core';
import { useMediaQuery, useWindowEvent } from '@mantine/hooks';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { AuditEvent } from '../../../../audit/audit.contract';
import { problemOf, type Problem } from '../../api/problem';
import { localZone } from '../../preferences/time-zone';
import { fullMoment, number } from '../../preferences/moments';
import { SourceBadge } from '../../ui/badges';
import { Absent } from '../../ui/loaded';
import { ProblemNotice } from '../../ui/problem-notice';
import { visible } from '../../ui/visible';
import { EventBody } from '../drawer/event-body';
import { useEvent, useLog, type LogState } from '../use-log';
import classes from './whole.module.css';

/** One event in a dialog of its own, with an address of its own (S4-23): behind it the log as it was, or as it usually opens. */
export function WholeEvent() {
  const { t } = useTranslation();
  const { id } = useParams({ from: '/inside/audit-log/events/$id' });
  const navigate = useNavigate();
  const log = useWholeLog(id);
  const { data: event, error } = useEvent(id, undefined);
  const isNarrow = useMediaQuery('(max-width: 900px)', false, { getInitialValueInEffect: false });
  const close = (): void => void navigate({ to: '/audit-log', search: (before) => before });
  useEscape(close);
  return (
    <Modal
      opened
      onClose={close}
      closeOnEscape={false}
      onKeyDown={(event) => event.key === 'Escape' && event.stopPropagation()}
      title={event ? t('wholeEvent.title', { number: number(event.sequence) }) : t('event.details')}
      closeButtonProps={{ 'aria-label': t('wholeEvent.close') }}
      size={980}
      fullScreen={isNarrow}
    >
      {error ? <Unopened problem={problemOf(error)} /> : null}
      {!event && !error ? <Skeleton h={320} /> : null}
      {event ? (
        <>
          <Head event={event} zone={log.zone} />
          <EventBody log={log} event={event} />
        </>
      ) : null}
    </Modal>
  );
}

function Unopened({ problem }: { problem: Problem }) {
  const { t } = useTranslation();
  if (problem.status === 404)
    return <Absent title={t('wholeEvent.absent')} lead={t('wholeEvent.absentLead')} />;
  return <ProblemNotice problem={problem} />;
}

/**
 * Wherever the focus is, and it ends here: the page behind would take the same key for its drawer. A list that is open takes it for itself.
 */
function useEscape(close: () => void): void {
  useWindowEvent(
    'keydown',
    (event) => {
      const isTaken =
        event.target instanceof Element &&
        event.target.getAttribute('data-mantine-stop-propagation') === 'true';
      if (event.key !== 'Escape' || event.isComposing || isTaken) return;
      event.stopPropagation();
      close();
    },
    { capture: true },
  );
}

/** As the page's, but what is opened from here is opened here. */
function useWholeLog(id: string): LogState {
  const log = useLog();
  const navigate = useNavigate();
  const change: LogState['change'] = (patch, { replace = false } = {}) => {
    const next = patch.e ?? id;
    void navigate({
      to: '/audit-log/events/$id',
      params: { id: next },
      search: (before) => ({ ...before, ...patch, e: before.e === undefined ? undefined : next }),
      replace,
    });
  };
  return { ...log, change };
}

/** What it is, and when by the clock of this device as well (S4-26). */
function Head({ event, zone }: { event: AuditEvent; zone: string }) {
  const { t } = useTranslation();
  const local = localZone();
  return (
    <div className={classes.head}>
      <SourceBadge source={event.source} />
      <span className="mono foreign">{visible(event.action)}</span>
      {local === zone ? null : (
        <span className={classes.local}>
          {t('wholeEvent.local')}: {fullMoment(event.occurred_at, local)} ({local})
        </span>
      )}
      <CopyButton value={`${window.location.origin}/audit-log/events/${event.id}`}>
        {({ copied, copy }) => (
          <Button variant="default" size="compact-sm" ml="auto" onClick={copy}>
            {copied ? t('common.copied') : t('event.copyLink')}
          </Button>
        )}
      </CopyButton>
    </div>
  );
}
