import type { UseQueryResult } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventPage } from '../../../audit/audit.contract';
import type { WireCount } from '../../../audit/audit.counts.contract';
import { problemOf } from '../api/problem';
import { EventCards } from './event-cards';
import { EventTable } from './event-table';
import { FirstEvents } from './first-events';
import classes from './page.module.css';
import { Continuity } from './gaps/gap-words';
import { useGaps, type Gaps } from './gaps/use-gaps';
import type { Live } from './live/use-live';
import { Pager } from './pager';
import { Nothing } from './nothing';
import { PivotLayer } from './pivots/pivot-layer';
import { PickedBar } from './selection/picked-bar';
import { isStopped, SlowSearch, Stopped } from './slow-search';
import { Loading, Refused } from './states';
import { Toolbar } from './toolbar';
import { useColumns } from './use-columns';
import type { LogState } from './use-log';

interface Props {
  readonly log: LogState;
  readonly live: Live;
  readonly events: UseQueryResult<EventPage>;
  readonly total: WireCount | undefined;
  readonly isNarrow: boolean;
  readonly onFacets: () => void;
}

const NONE: Live['rows'] = [];

/** What was found, or why nothing was. */
export function Results({ log, live, events, total, isNarrow, onFacets }: Props) {
  const { t } = useTranslation();
  // The rows are drawn in the same turn: what is said of a page is said when it is there.
  const gaps = useGaps(log, events.isPlaceholderData ? NONE : live.rows);
  const drawn = useDeferredValue(events.data);
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
      <SlowSearch events={events} />
      {events.data && !events.isPlaceholderData ? <FirstEvents log={log} total={total?.count} /> : null}
      <Content log={log} live={live} gaps={gaps} events={events} isNarrow={isNarrow} />
      <Continuity gaps={gaps} />
      {events.data && !events.error ? (
        <Pager
          log={log}
          page={events.data}
          total={total}
          isStale={events.isPlaceholderData || drawn !== events.data}
        />
      ) : null}
    </section>
  );
}

interface ContentProps extends Pick<Props, 'log' | 'live' | 'events' | 'isNarrow'> {
  readonly gaps: Gaps;
}

function Content({ log, live, gaps, events, isNarrow }: ContentProps) {
  const columns = useColumns(log);
  if (events.error) return <Refused problem={problemOf(events.error)} log={log} />;
  if (!events.data) return isStopped(events) ? <Stopped events={events} /> : <Loading />;
  const { rows: found } = live;
  if (found.length === 0) return <Nothing log={log} />;
  if (isNarrow) return <EventCards log={log} events={found} marks={gaps.marks} />;
  return (
    <PivotLayer log={log}>
      <EventTable
        log={log}
        events={found}
        fresh={live.fresh}
        marks={gaps.marks}
        columns={columns}
        isStale={events.isPlaceholderData}
      />
    </PivotLayer>
  );
}
