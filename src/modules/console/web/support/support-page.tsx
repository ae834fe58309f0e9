import { Group, Text } from '@mantine/core';
import { IconLifebuoy } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { SupportRequestPage as Page } from '../../../support/support.contract';
import { api } from '../api/api';
import { Loaded, PageState } from '../ui/loaded';
import classes from '../ui/page.module.css';
import { Paging, useCursor } from '../ui/paging';
import { useWhyNot } from '../ui/permissions';
import { AddButton } from '../ui/small-button';
import { NewRequestDialog } from './new-request-dialog';
import { SupportTable } from './support-table';

/** What an organization has asked of support, and how it stands. */
export function SupportPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/inside/support' });
  const navigate = useNavigate();
  const [cursor, setCursor] = useCursor();
  const seesAll = useWhyNot('support:grant') === undefined;
  const query = useQuery({
    queryKey: ['support', 'list', cursor],
    staleTime: 0,
    refetchOnWindowFocus: true,
    queryFn: ({ signal }) =>
      api<Page>('GET', '/v1/support-requests', { query: { limit: 25, cursor }, signal }),
  });
  const show = (kind: string | undefined): void =>
    void navigate({ to: '/support', search: kind === undefined ? {} : { new: kind } });
  return (
    <div className={classes.page}>
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {t('support.lead')} {seesAll ? null : t('support.ownOnly')}
        </Text>
        <AddButton onClick={() => show('question')}>{t('support.new')}</AddButton>
      </Group>
      <Loaded query={query}>
        {(page) =>
          page.data.length === 0 ? (
            <NoRequests />
          ) : (
            <div className="card">
              <SupportTable requests={page.data} />
              <Paging page={page} onTurn={setCursor} />
            </div>
          )
        }
      </Loaded>
      <NewRequestDialog search={search} onClose={() => show(undefined)} />
    </div>
  );
}

function NoRequests() {
  const { t } = useTranslation();
  return (
    <PageState icon={<IconLifebuoy size={32} aria-hidden />} title={t('support.none')}>
      <Text c="dimmed">{t('support.noneLead')}</Text>
    </PageState>
  );
}
