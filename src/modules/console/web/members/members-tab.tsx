import { Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberPage } from '../../../members/members.contract';
import { api } from '../api/api';
import { Loaded, PageState } from '../ui/loaded';
import classes from '../ui/page.module.css';
import { Paging, useCursor } from '../ui/paging';
import { Leaving } from './leaving';
import { MemberFilters } from './member-filters';
import { MemberTable } from './member-table';
import { PEOPLE } from './people';

/** Who belongs to the organization. */
export function MembersTab() {
  const { t } = useTranslation();
  const { q, role, mfa, state } = useSearch({ from: '/inside/members' });
  const [cursor, setCursor] = useCursor();
  useEffect(() => setCursor(undefined), [q, role, mfa, state, setCursor]);
  const parameters = { q, role, mfa, state, limit: 25, cursor };
  const query = useQuery({
    queryKey: [PEOPLE, 'members', parameters],
    staleTime: 0,
    queryFn: ({ signal }) => api<MemberPage>('GET', '/v1/members', { query: parameters, signal }),
    placeholderData: (before) => before,
  });
  return (
    <div className={classes.page}>
      <MemberFilters />
      <Loaded query={query} permission="members:manage">
        {(page) =>
          page.data.length === 0 ? (
            <PageState icon={<IconUsers size={32} aria-hidden />} title={t('members.none')}>
              <Text c="dimmed">{t('members.noneLead')}</Text>
            </PageState>
          ) : (
            <div className="card">
              <MemberTable members={page.data} />
              <Paging page={page} onTurn={setCursor} />
            </div>
          )
        }
      </Loaded>
      <Leaving />
    </div>
  );
}
