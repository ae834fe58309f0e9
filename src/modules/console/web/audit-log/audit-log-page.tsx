import { Drawer } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { Outlet } from '@tanstack/react-router';
import { useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import { problemOf } from '../api/problem';
import { Chart } from './chart';
import { EventDrawer } from './drawer/event-drawer';
import { Facets, focusFacets } from './facets';
import classes from './page.module.css';
import { useLive } from './live/use-live';
import { Results } from './results';
import { Said } from './said';
import { SearchBar } from './search-bar';
import { SelectionContext } from './selection/selection';
import { usePicking } from './selection/use-picking';
import { BeforeSince, Refused } from './states';
import { useEvents, useHistogram, useLog, type LogState } from './use-log';
import { useLogKeys } from './use-log-keys';
import { useSaving } from './views/use-saving';
import { useOpenedView } from './use-opened-view';

/** The audit log: a search and what it finds, all of it in the address. */
export function AuditLogPage() {
  const log = useLog();
  const isReady = useOpenedView(log);
  const events = useEvents(log, isReady);
  // The chart is drawn after what somebody is doing at the moment.
  const later = useDeferredValue(log);
  const histogram = useHistogram(log, isReady).data;
  const range = useDisclosure(false);
  const exporting = useDisclosure(false);
  const saving = useSaving();
  const sheet = useDisclosure(false);
  const live = useLive(log, events.data);
  const selection = usePicking(log, live.rows);
  useLogKeys({
    log,
    live,
    histogram,
    onRange: range[1].toggle,
    onFacets: () => focusFacets() || sheet[1].open(),
    onExport: exporting[1].open,
    onSave: saving.save,
  });
  const failure = events.error ? problemOf(events.error) : null;
  if (failure?.status === 403) return <Refused problem={failure} log={log} />;
  return (
    <div className={classes.page}>
      <SearchBar log={log} range={range} exporting={exporting} saving={saving} />
      {failure ? null : <Chart log={later} histogram={histogram} />}
      <BeforeSince from={histogram?.from} />
      <SelectionContext value={selection}>
        <Body log={log} live={live} events={events} total={histogram?.total} sheet={sheet} />
      </SelectionContext>
      <Said />
      <Outlet />
    </div>
  );
}

interface BodyProps extends Pick<React.ComponentProps<typeof Results>, 'log' | 'live' | 'events' | 'total'> {
  /** Facets where there is no room beside the list. */
  readonly sheet: ReturnType<typeof useDisclosure>;
}

/** Facets, list and the open event beside each other; where there is no room, one at a time. */
function Body({ log, live, events, total, sheet: [facetsOpen, facets] }: BodyProps) {
  const isNarrow = useMediaQuery('(max-width: 900px)', false, { getInitialValueInEffect: false });
  const { rows } = live;
  const { e } = log.search;
  return (
    <div className={classes.body} data-open={(e !== undefined && !isNarrow) || undefined}>
      {isNarrow ? (
        <FacetSheet log={log} opened={facetsOpen} onClose={facets.close} />
      ) : (
        <div className={classes.facetColumn}>
          <Facets log={log} />
        </div>
      )}
      <Results
        log={log}
        live={live}
        events={events}
        total={total}
        isNarrow={isNarrow}
        onFacets={facets.open}
      />
      {e === undefined ? null : (
        <EventDrawer
          log={log}
          id={e}
          known={rows.find(({ id }) => id === e)}
          events={rows}
          isNarrow={isNarrow}
        />
      )}
    </div>
  );
}

function FacetSheet({ log, opened, onClose }: { log: LogState; opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      title={t('log.facets')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Facets log={log} />
    </Drawer>
  );
}
