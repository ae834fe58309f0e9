import { Button, Loader } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventPage } from '../../../audit/audit.contract';
import { queryClient } from '../api/session';
import classes from './page.module.css';
import { EVENTS } from './use-log';

const SLOW_SECONDS = 1;

/** Seconds since it began, while it lasts. */
function useSeconds(isFetching: boolean): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    setSeconds(0);
    if (!isFetching) return undefined;
    const timer = setInterval(() => setSeconds((before) => before + 1), 1_000);
    return () => clearInterval(timer);
  }, [isFetching]);
  return seconds;
}

interface Props {
  readonly events: UseQueryResult<EventPage>;
}

/** A search that takes longer can be stopped, and PostgreSQL is told as well. Then it is said whose rows are on the screen. */
export function SlowSearch({ events }: Props) {
  const { t } = useTranslation();
  const seconds = useSeconds(events.isFetching);
  if (isStopped(events) && events.data)
    return (
      <div className={classes.slow} role="status" data-stopped>
        {t('log.stoppedBefore')}
        <Again events={events} />
      </div>
    );
  if (!events.isFetching || seconds < SLOW_SECONDS) return null;
  return (
    <div className={classes.slow}>
      <Loader size={16} aria-hidden />
      <span role="status">{t('log.searching')}</span>
      <span aria-hidden>{t('log.seconds', { seconds })}</span>
      <Button
        variant="default"
        size="compact-sm"
        onClick={() => void queryClient.cancelQueries({ queryKey: [EVENTS] })}
      >
        {t('log.stop')}
      </Button>
    </div>
  );
}

/** It was asked, has no answer, and is not on its way. */
export const isStopped = ({
  isEnabled,
  isPending,
  isPlaceholderData,
  fetchStatus,
}: Props['events']): boolean => isEnabled && fetchStatus === 'idle' && (isPending || isPlaceholderData);

/** Stopped before there was anything to see. */
export function Stopped({ events }: Props) {
  const { t } = useTranslation();
  return (
    <div className={classes.state} role="status">
      {t('log.stopped')}
      <Again events={events} />
    </div>
  );
}

function Again({ events }: Props) {
  const { t } = useTranslation();
  return (
    <Button variant="default" size="compact-sm" onClick={() => void events.refetch()}>
      {t('log.stoppedAgain')}
    </Button>
  );
}
