import { Text } from '@mantine/core';
import { IconCalendarOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ArchiveView, PurgeView } from '../../../retention/retention.contract';
import { api } from '../api/api';
import { Loaded, PageState } from '../ui/loaded';
import page from '../ui/page.module.css';
import { Paging, useCursor } from '../ui/paging';
import { PurgeTable } from './purge-table';
import { Upcoming } from './upcoming';

interface PageOf<T> {
  readonly data: readonly T[];
  readonly next_cursor: string | null;
  readonly prev_cursor: string | null;
}

/** What will go within a month, and what went: when, how many, which, and under which policy. */
export function PurgesTab() {
  const { t } = useTranslation();
  const [cursor, setCursor] = useCursor();
  const purges = useQuery({
    queryKey: ['purges', cursor],
    queryFn: ({ signal }) =>
      api<PageOf<PurgeView>>('GET', '/v1/purges', { query: { limit: 25, cursor }, signal }),
  });
  const archives = useQuery({
    queryKey: ['archives'],
    queryFn: ({ signal }) =>
      api<PageOf<ArchiveView>>('GET', '/v1/archives', { query: { limit: 200 }, signal }),
  });
  const files = new Map((archives.data?.data ?? []).map((file) => [file.expires_on, file]));
  return (
    <div className={page.page}>
      <Upcoming />
      <Loaded query={purges} permission="audit:read">
        {(found) =>
          found.data.length === 0 ? (
            <PageState icon={<IconCalendarOff size={32} aria-hidden />} title={t('purges.none')}>
              <Text c="dimmed">{t('purges.noneLead')}</Text>
            </PageState>
          ) : (
            <div className="card">
              <PurgeTable purges={found.data} files={files} />
              <Paging page={found} onTurn={setCursor} />
            </div>
          )
        }
      </Loaded>
    </div>
  );
}
