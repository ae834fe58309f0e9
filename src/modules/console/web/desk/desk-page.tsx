import { Group, SegmentedControl, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconInbox } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskPage as Page } from '../../../support/support.contract';
import { api, type Parameters } from '../api/api';
import { Loaded, PageState } from '../ui/loaded';
import classes from '../ui/page.module.css';
import { Paging, useCursor } from '../ui/paging';
import { AddButton } from '../ui/small-button';
import { DeskTable } from './desk-table';
import { ForOperators } from './for-operators';
import { UnaskedDialog } from './propose-dialog';

const STATES = ['open', 'overdue', 'delivered', 'closed', 'all'] as const;
/** Between two looks for what is new. */
const LOOK_MS = 60_000;

/** The operators' list of requests, of all organizations. */
export function DeskPage() {
  return (
    <ForOperators>
      <Queue />
    </ForOperators>
  );
}

function Queue() {
  const { t } = useTranslation();
  const [state, setState] = useState<string>('open');
  const [cursor, setCursor] = useCursor();
  const [opened, dialog] = useDisclosure(false);
  const query = useQueue({ state: state === 'all' ? undefined : state, limit: 25, cursor });
  const choose = (next: string): void => {
    setCursor(undefined);
    setState(next);
  };
  return (
    <div className={classes.page}>
      <Text size="sm" c="dimmed">
        {t('desk.lead')}
      </Text>
      <Group justify="space-between">
        <StateChoice state={state} onChoose={choose} />
        <AddButton onClick={dialog.open}>{t('desk.unasked')}</AddButton>
      </Group>
      <Loaded query={query}>
        {(page) =>
          page.data.length === 0 ? (
            <Nothing isFiltered={state !== 'open' && state !== 'all'} />
          ) : (
            <div className="card">
              <DeskTable requests={page.data} />
              <Paging page={page} onTurn={setCursor} />
            </div>
          )
        }
      </Loaded>
      <UnaskedDialog opened={opened} onClose={dialog.close} />
    </div>
  );
}

const useQueue = (parameters: Parameters) =>
  useQuery({
    queryKey: ['desk', 'list', parameters],
    staleTime: 0,
    refetchInterval: LOOK_MS,
    queryFn: ({ signal }) => api<Page>('GET', '/v1/support/requests', { query: parameters, signal }),
  });

function StateChoice({ state, onChoose }: { state: string; onChoose: (state: string) => void }) {
  const { t } = useTranslation();
  return (
    <SegmentedControl
      size="xs"
      transitionDuration={0}
      aria-label={t('desk.filter.label')}
      value={state}
      onChange={onChoose}
      data={STATES.map((value) => ({ value, label: t(`desk.filter.${value}`) }))}
    />
  );
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  const { t } = useTranslation();
  return (
    <PageState
      icon={<IconInbox size={32} aria-hidden />}
      title={isFiltered ? t('desk.noneSuch') : t('desk.none')}
    >
      <Text c="dimmed">{isFiltered ? t('desk.noneSuchLead') : t('desk.noneLead')}</Text>
    </PageState>
  );
}
