import { Button, Checkbox, Popover, Text } from '@mantine/core';
import { IconColumns3, IconEye, IconEyeOff, IconFilter, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { AlertOnThis } from '../alerts/alert-on-this';
import { queryClient } from '../api/session';
import { clockTime } from '../preferences/moments';
import { COLUMNS, columnsOf, USUAL, type Column } from './columns';
import classes from './page.module.css';
import { queryOf, termsOf } from './query-terms';
import { LivePill } from './live/live-pill';
import type { Live } from './live/use-live';
import type { LogState } from './use-log';

interface Props {
  readonly log: LogState;
  readonly live: Live;
  readonly updatedAt: number;
  readonly isFetching: boolean;
  readonly isNarrow: boolean;
  readonly onFacets: () => void;
}

/** Reading the log leaves events in it (S3); one button hides them, and the query says so. */
const LOG_VIEWS = '-action:audit_log.*,event.viewed,event.surroundings_viewed,record_history.viewed';

export function Toolbar({ log, live, updatedAt, isFetching, isNarrow, onFacets }: Props) {
  const { t } = useTranslation();
  const order = log.search.sort === 'occurred_at' ? t('log.oldest') : t('log.newest');
  return (
    <div className={classes.toolbar}>
      {isNarrow ? (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconFilter size={15} aria-hidden />}
          onClick={onFacets}
        >
          {t('log.showFacets')}
        </Button>
      ) : (
        <ColumnChoice log={log} />
      )}
      <LivePill log={log} live={live} />
      <LogViews log={log} />
      <AlertOnThis q={log.q} />
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconRefresh size={15} aria-hidden />}
        loading={isFetching}
        onClick={() => void queryClient.invalidateQueries()}
      >
        {t('log.refresh')}
      </Button>
      <Text size="xs" c="dimmed" className={classes.updated}>
        {updatedAt === 0 ? null : t('log.updated', { time: clockTime(updatedAt, log.zone), order })}
      </Text>
    </div>
  );
}

function LogViews({ log }: { log: LogState }) {
  const { t } = useTranslation();
  const terms = termsOf(log.q);
  const isHidden = terms.includes(LOG_VIEWS);
  const Eye = isHidden ? IconEye : IconEyeOff;
  const rest = terms.filter((term) => term !== LOG_VIEWS);
  return (
    <Button
      variant="default"
      size="compact-sm"
      leftSection={<Eye size={15} aria-hidden />}
      onClick={() => log.ask({ q: queryOf(isHidden ? rest : [...rest, LOG_VIEWS]) })}
    >
      {isHidden ? t('log.showViews') : t('log.hideViews')}
    </Button>
  );
}

function ColumnChoice({ log }: { log: LogState }) {
  const { t } = useTranslation();
  const shown = columnsOf(log.search.cols, log.search.e !== undefined);
  const set = (columns: readonly Column[]): void => {
    if (columns.length > 0) log.change({ cols: COLUMNS.filter((each) => columns.includes(each)).join(',') });
  };
  return (
    <Popover position="bottom-start" trapFocus returnFocus shadow="md">
      <Popover.Target>
        <Button variant="default" size="compact-sm" leftSection={<IconColumns3 size={15} aria-hidden />}>
          {t('log.columns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={classes.columns}>
          {COLUMNS.map((column) => (
            <Checkbox
              key={column}
              size="xs"
              label={column === 'time' ? t('column.timeName') : t(`column.${column}`, { zone: '' })}
              checked={shown.includes(column)}
              onChange={(event) =>
                set(event.target.checked ? [...shown, column] : shown.filter((each) => each !== column))
              }
            />
          ))}
          <Button variant="default" size="xs" onClick={() => log.change({ cols: undefined })}>
            {t('column.reset')} ({USUAL.length})
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
