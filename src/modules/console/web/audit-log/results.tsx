import { Button, Loader, Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventPage } from '../../../audit/audit.contract';
import type { WireCount } from '../../../audit/audit.counts.contract';
import { problemOf } from '../api/problem';
import { queryClient } from '../api/session';
import { columnsOf } from './columns';
import { EventCards } from './event-cards';
import { EventTable } from './event-table';
import classes from './page.module.css';
import type { Live } from './live/use-live';
import { Pager } from './pager';
import { PivotLayer } from './pivots/pivot-layer';
import { PickedBar } from './selection/picked-bar';
import { Loading, Nothing, Refused } from './states';
import { Toolbar } from './toolbar';
import { EVENTS, type LogState } from './use-log';

interface Props {
  readonly log: LogState;
  readonly live: Live;
  readonly events: UseQueryResult<EventPage>;
  readonly total: WireCount | undefined;
  readonly isNarrow: boolean;
  readonly onFacets: () => void;
}

/** What was found, or why nothing was. */
export function Results({ log, live, events, total, isNarrow, onFacets }: Props) {
  const { t } = useTranslation();
  return (
    <section className={`card ${classes.list}`} aria-label={t('event.table')}>
      <Toolbar
        log={log}
        live={live}
        updatedAt={events.dataUpdatedAt}
        isFetching={events.isFetching}
        isNarrow={isNarrow}
        onFacets={onFacets}
      />
      <PickedBar log={log} />
      <Slow isFetching={events.isFetching} />
      <Content log={log} live={live} events={events} isNarrow={isNarrow} />
      {events.data && !events.error ? (
        <Pager log={log} page={events.data} total={total} isStale={events.isPlaceholderData} />
      ) : null}
    </section>
  );
}

function Content({ log, live, events, isNarrow }: Pick<Props, 'log' | 'live' | 'events' | 'isNarrow'>) {
  const { t } = useTranslation();
  if (events.error) return <Refused problem={problemOf(events.error)} log={log} />;
  if (!events.data && events.fetchStatus === 'idle' && !events.isPending) return <Loading />;
  if (!events.data)
    return events.isFetching || events.fetchStatus === 'idle' ? (
      <Loading />
    ) : (
      <Text p="md">{t('log.stopped')}</Text>
    );
  const { rows: found } = live;
  if (found.length === 0) return <Nothing log={log} />;
  if (isNarrow) return <EventCards log={log} events={found} />;
  const columns = columnsOf(log.search.cols, log.search.e !== undefined);
  return (
    <PivotLayer log={log}>
      <EventTable
        log={log}
        events={found}
        fresh={live.fresh}
        columns={columns}
        isStale={events.isPlaceholderData}
      />
    </PivotLayer>
  );
}

const SLOW_MS = 1_000;

/** A search that takes longer can be stopped; PostgreSQL is told as well. */
function Slow({ isFetching }: { isFetching: boolean }) {
  const { t } = useTranslation();
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    setSlow(false);
    if (!isFetching) return undefined;
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, [isFetching]);
  if (!isSlow) return null;
  return (
    <div className={classes.slow} role="status">
      <Loader size={16} aria-hidden /> {t('log.searching')}
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
