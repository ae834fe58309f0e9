import { NativeSelect, SegmentedControl, Text } from '@mantine/core';
import { IconBellCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AlertPage } from '../../../alerts/alerts.contract';
import { api } from '../api/api';
import { Loaded, PageState } from '../ui/loaded';
import classes from '../ui/page.module.css';
import { Paging } from '../ui/paging';
import { AlertTable } from './alert-table';
import { useAlertsSearch } from './use-alerts';

const STATES = ['open', 'assigned', 'closed', 'all'] as const;
const SEVERITIES = ['all', 'high', 'medium', 'low'] as const;

const given = (value: string): string | undefined => (value === 'all' ? undefined : value);

/** What the rules have found, the newest first. */
export function Inbox() {
  const [{ state = 'open', severity = 'all', cursor }, change] = useAlertsSearch();
  const parameters = { state: given(state), severity: given(severity), limit: 25, cursor };
  const query = useQuery({
    queryKey: ['alerts', parameters],
    staleTime: 0,
    queryFn: ({ signal }) => api<AlertPage>('GET', '/v1/alerts', { query: parameters, signal }),
  });
  return (
    <div className={classes.page}>
      <Filters
        state={state}
        severity={severity}
        onState={(next) => change({ state: next === 'open' ? undefined : next, cursor: undefined })}
        onSeverity={(next) => change({ severity: next === 'all' ? undefined : next, cursor: undefined })}
      />
      <Loaded query={query} permission="audit:read">
        {(page) =>
          page.data.length === 0 ? (
            <Nothing isFiltered={state !== 'open' || severity !== 'all'} />
          ) : (
            <div className="card">
              <AlertTable alerts={page.data} />
              <Paging page={page} onTurn={(next) => change({ cursor: next })} />
            </div>
          )
        }
      </Loaded>
    </div>
  );
}

interface FilterProps {
  readonly state: string;
  readonly severity: string;
  readonly onState: (state: string) => void;
  readonly onSeverity: (severity: string) => void;
}

function Filters({ state, severity, onState, onSeverity }: FilterProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.head}>
      <SegmentedControl
        transitionDuration={0}
        size="xs"
        aria-label={t('alerts.state.label')}
        value={state}
        onChange={onState}
        data={STATES.map((value) => ({ value, label: t(`alerts.state.${value}`) }))}
      />
      <NativeSelect
        size="xs"
        aria-label={t('alerts.severity.label')}
        value={severity}
        onChange={(event) => onSeverity(event.target.value)}
        data={SEVERITIES.map((value) => ({ value, label: t(`alerts.severity.${value}`) }))}
      />
    </div>
  );
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  const { t } = useTranslation();
  return (
    <PageState
      icon={<IconBellCheck size={32} aria-hidden />}
      title={isFiltered ? t('alerts.noneSuch') : t('alerts.none')}
    >
      <Text c="dimmed">{isFiltered ? t('alerts.noneSuchLead') : t('alerts.noneLead')}</Text>
    </PageState>
  );
}
