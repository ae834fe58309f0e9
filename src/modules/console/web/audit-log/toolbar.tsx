import { Button, Text } from '@mantine/core';
import { IconEye, IconEyeOff, IconFilter, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { AlertOnThis } from '../alerts/alert-on-this';
import { queryClient } from '../api/session';
import { clockTime } from '../preferences/moments';
import { ColumnChoice } from './column-choice';
import classes from './page.module.css';
import { LOG_VIEWS, queryOf, termsOf } from './query-terms';
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
