import { Anchor, Group, Tabs, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconFileDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { AddButton } from '../ui/small-button';
import type { Export, ExportPage as Page } from '../../../exports/exports.contract';
import { api } from '../api/api';
import { useZone } from '../preferences/time-zone';
import { Loaded, PageState } from '../ui/loaded';
import classes from '../ui/page.module.css';
import { Paging, useCursor } from '../ui/paging';
import { useWhyNot } from '../ui/permissions';
import { isUnderWay } from './export-parts';
import { ExportFacts } from './export-facts';
import { ExportTable } from './export-table';
import { NewExportDialog } from './new-export-dialog';
import { Schedules } from './schedules';
import { SupportExports } from './support-exports';

/** Between two looks at what is being written: each look leaves an event. */
const LOOK_MS = 3_000;

/** What was taken out of the log, and what is taken out regularly. */
export function ExportsPage() {
  const { t } = useTranslation();
  return (
    <div className={classes.page}>
      <Tabs defaultValue="exports" keepMounted={false}>
        <Tabs.List mb="sm">
          <Tabs.Tab value="exports">{t('exports.all')}</Tabs.Tab>
          <Tabs.Tab value="schedules">{t('exports.scheduled')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="exports">
          <Exports />
        </Tabs.Panel>
        <Tabs.Panel value="schedules">
          <Schedules />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}

function Exports() {
  const { t } = useTranslation();
  const [cursor, setCursor] = useCursor();
  const dialog = useDisclosure(false);
  const whyNot = useWhyNot('audit:export');
  const query = useQuery({
    queryKey: ['exports', cursor],
    staleTime: 0,
    queryFn: ({ signal }) => api<Page>('GET', '/v1/exports', { query: { limit: 25, cursor }, signal }),
    refetchInterval: ({ state }) => (state.data?.data.some((one) => isUnderWay(one.state)) ? LOOK_MS : false),
  });
  return (
    <div className={classes.page}>
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {whyNot ?? t('exports.lead')}
        </Text>
        <AddButton whyNot={whyNot} onClick={dialog[1].open}>
          {t('exports.new')}
        </AddButton>
      </Group>
      <Loaded query={query} permission="audit:export">
        {(page) =>
          page.data.length === 0 ? (
            <NoExports />
          ) : (
            <div className="card">
              <ExportTable exports={page.data} />
              <Paging page={page} onTurn={setCursor} />
            </div>
          )
        }
      </Loaded>
      <SupportExports />
      <NewExportDialog opened={dialog[0]} onClose={dialog[1].close} />
    </div>
  );
}

function NoExports() {
  const { t } = useTranslation();
  return (
    <PageState icon={<IconFileDownload size={32} aria-hidden />} title={t('exports.none')}>
      <Text c="dimmed">{t('exports.noneLead')}</Text>
      <Anchor component={Link} to="/audit-log">
        {t('nav.auditLog')}
      </Anchor>
    </PageState>
  );
}

/** One export, by the address that mails link to. */
export function ExportPage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: '/inside/exports/$id' });
  const { name: zone } = useZone();
  const query = useQuery({
    queryKey: ['export', id],
    staleTime: 0,
    queryFn: ({ signal }) => api<Export>('GET', `/v1/exports/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data.state) ? LOOK_MS : false),
  });
  return (
    <div className={classes.page}>
      <Anchor component={Link} to="/exports" size="sm">
        ‹ {t('exports.all')}
      </Anchor>
      <Loaded
        query={query}
        permission="audit:export"
        absent={{ title: t('exports.absent'), lead: t('exports.absentLead') }}
      >
        {(data) => <ExportFacts data={data} zone={zone} />}
      </Loaded>
    </div>
  );
}
