import { Drawer } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { problemOf } from '../api/problem';
import { Chart } from './chart';
import { EventDrawer } from './drawer/event-drawer';
import { Facets } from './facets';
import { Results } from './results';
import { SearchBar } from './search-bar';
import { BeforeSince, Refused } from './states';
import classes from './page.module.css';
import { useEvents, useHistogram, useLog } from './use-log';
import { useLogKeys } from './use-log-keys';
import { useOpenedView } from './use-opened-view';

/** The audit log: a search and what it finds, all of it in the address. */
export function AuditLogPage() {
  const { t } = useTranslation();
  const log = useLog();
  const isReady = useOpenedView(log);
  const isNarrow = useMediaQuery('(max-width: 900px)', false, { getInitialValueInEffect: false });
  const events = useEvents(log, isReady);
  const histogram = useHistogram(log, isReady);
  const [rangeOpen, range] = useDisclosure(false);
  const [exportOpen, exporting] = useDisclosure(false);
  const [facetsOpen, facets] = useDisclosure(false);
  const found = events.data?.data ?? [];
  const known = found.find(({ id }) => id === log.search.e);
  useLogKeys({
    log,
    events: found,
    histogram: histogram.data,
    onRange: range.toggle,
    onExport: exporting.open,
  });
  const failure = events.error ? problemOf(events.error) : null;
  if (failure?.status === 403) return <Refused problem={failure} log={log} />;
  return (
    <div className={classes.page}>
      <SearchBar log={log} range={[rangeOpen, range]} exporting={[exportOpen, exporting]} />
      {failure ? null : <Chart log={log} histogram={histogram.data} />}
      <BeforeSince from={histogram.data?.from} />
      <div className={classes.body} data-open={(log.search.e !== undefined && !isNarrow) || undefined}>
        {isNarrow ? null : (
          <div className={classes.facetColumn}>
            <Facets log={log} />
          </div>
        )}
        <Results
          log={log}
          events={events}
          total={histogram.data?.total}
          isNarrow={isNarrow}
          onFacets={facets.open}
        />
        {log.search.e === undefined ? null : (
          <EventDrawer log={log} id={log.search.e} known={known} events={found} isNarrow={isNarrow} />
        )}
      </div>
      <Drawer
        opened={facetsOpen && isNarrow}
        onClose={facets.close}
        title={t('log.facets')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <Facets log={log} />
      </Drawer>
    </div>
  );
}
