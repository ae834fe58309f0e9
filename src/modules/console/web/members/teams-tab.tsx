import { Group, Text } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TeamPage, TeamView } from '../../../teams/teams.contract';
import { api } from '../api/api';
import { Dialog } from '../ui/dialog';
import { FieldForm } from '../ui/field-form';
import { Loaded, PageState } from '../ui/loaded';
import classes from '../ui/page.module.css';
import { Paging, useCursor } from '../ui/paging';
import { useWhyNot } from '../ui/permissions';
import { AddButton } from '../ui/small-button';
import { PEOPLE, refreshPeople } from './people';
import { TeamPeople } from './team-people';
import { TeamTable } from './team-table';

/** The teams, or the people of the one that the address names. */
export function TeamsTab() {
  const { team } = useSearch({ from: '/inside/members' });
  return team === undefined ? <Teams /> : <TeamPeople key={team} teamId={team} />;
}

/** A team that is renamed, or a new one. */
type Named = TeamView | 'new';

function Teams() {
  const { t } = useTranslation();
  const [cursor, setCursor] = useCursor();
  const [named, setNamed] = useState<Named | null>(null);
  const whyNot = useWhyNot('teams:manage');
  const query = useQuery({
    queryKey: [PEOPLE, 'teams', cursor],
    staleTime: 0,
    queryFn: ({ signal }) => api<TeamPage>('GET', '/v1/teams', { query: { limit: 25, cursor }, signal }),
  });
  return (
    <div className={classes.page}>
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {whyNot ?? t('members.teamsLead')}
        </Text>
        <AddButton whyNot={whyNot} onClick={() => setNamed('new')}>
          {t('members.newTeam')}
        </AddButton>
      </Group>
      <Loaded query={query} permission="teams:manage">
        {(page) =>
          page.data.length === 0 ? (
            <PageState icon={<IconUsersGroup size={32} aria-hidden />} title={t('members.noTeams')}>
              <Text c="dimmed">{t('members.noTeamsLead')}</Text>
            </PageState>
          ) : (
            <div className="card">
              <TeamTable teams={page.data} onRename={setNamed} />
              <Paging page={page} onTurn={setCursor} />
            </div>
          )
        }
      </Loaded>
      <NameDialog named={named} onClose={() => setNamed(null)} />
    </div>
  );
}

function NameDialog({ named, onClose }: { named: Named | null; onClose: () => void }) {
  const { t } = useTranslation();
  const team = named === 'new' ? null : named;
  return (
    <Dialog
      opened={named !== null}
      onClose={onClose}
      title={team ? t('members.renameTeam', { name: team.name }) : t('members.newTeam')}
    >
      <FieldForm
        fields={[{ name: 'name', label: t('members.teamName'), initial: team?.name ?? '' }]}
        action={team ? t('ui.save') : t('members.createTeam')}
        onSubmit={async (body) => {
          if (team) await api('PATCH', `/v1/teams/${team.id}`, { body });
          else await api('POST', '/v1/teams', { body });
          onClose();
          await refreshPeople();
        }}
      />
    </Dialog>
  );
}
