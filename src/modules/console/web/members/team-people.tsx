import { Text, Title } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { TeamMemberPage, TeamPage } from '../../../teams/teams.contract';
import { api } from '../api/api';
import { Loaded, PageState } from '../ui/loaded';
import classes from '../ui/page.module.css';
import { Paging, useCursor } from '../ui/paging';
import { AddPerson } from './add-person';
import { PEOPLE } from './people';
import { TeamPeopleTable } from './team-people-table';

const MOST_TEAMS = 200;

/** The name of a team: there is no address for one alone, so it is looked for in the list. */
function useTeamName(id: string): string | undefined {
  const { data } = useQuery({
    queryKey: [PEOPLE, 'teams', 'names'],
    queryFn: ({ signal }) => api<TeamPage>('GET', '/v1/teams', { query: { limit: MOST_TEAMS }, signal }),
  });
  return data?.data.find((team) => team.id === id)?.name;
}

/** Who is in one team, and who leads it. */
export function TeamPeople({ teamId }: { teamId: string }) {
  const { t } = useTranslation();
  const [cursor, setCursor] = useCursor();
  const name = useTeamName(teamId);
  const path = `/v1/teams/${encodeURIComponent(teamId)}/members`;
  const query = useQuery({
    queryKey: [PEOPLE, 'team', teamId, cursor],
    staleTime: 0,
    queryFn: ({ signal }) => api<TeamMemberPage>('GET', path, { query: { limit: 25, cursor }, signal }),
  });
  return (
    <div className={classes.page}>
      <Link to="/members" search={{ tab: 'teams' }} className={classes.link ?? ''}>
        ‹ {t('members.allTeams')}
      </Link>
      <Title order={2} className="foreign">
        {name ?? t('members.column.team')}
      </Title>
      <Text size="sm" c="dimmed">
        {t('members.leadsLead')}
      </Text>
      <AddPerson path={path} />
      <Loaded query={query} permission="teams:manage">
        {(page) =>
          page.data.length === 0 ? (
            <PageState icon={<IconUsersGroup size={32} aria-hidden />} title={t('members.emptyTeam')}>
              <Text c="dimmed">{t('members.emptyTeamLead')}</Text>
            </PageState>
          ) : (
            <div className="card">
              <TeamPeopleTable people={page.data} path={path} />
              <Paging page={page} onTurn={setCursor} />
            </div>
          )
        }
      </Loaded>
    </div>
  );
}
