import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { TeamView } from '../../../teams/teams.contract';
import { api } from '../api/api';
import { fullDay, number } from '../preferences/moments';
import { useZone } from '../preferences/time-zone';
import { ConfirmedButton } from '../ui/confirmed-button';
import { DataTable } from '../ui/data-table';
import page from '../ui/page.module.css';
import { SmallButton } from '../ui/small-button';
import classes from './members.module.css';
import { refreshPeople } from './people';

const COLUMNS = ['team', 'people', 'leads', 'since', 'actions'] as const;

interface Props {
  readonly teams: readonly TeamView[];
  readonly onRename: (team: TeamView) => void;
}

export function TeamTable({ teams, onRename }: Props) {
  const { t } = useTranslation();
  return (
    <DataTable label={t('members.tab.teams')} columns={COLUMNS.map((each) => t(`members.column.${each}`))}>
      {teams.map((team) => (
        <Row key={team.id} team={team} onRename={onRename} />
      ))}
    </DataTable>
  );
}

function Row({ team, onRename }: { team: TeamView; onRename: Props['onRename'] }) {
  const { t } = useTranslation();
  const { name: zone } = useZone();
  const { id, name, members, leads, created_at: at } = team;
  const label = (column: (typeof COLUMNS)[number]) => ({ 'data-label': t(`members.column.${column}`) });
  return (
    <tr className={classes.member ?? ''}>
      <td {...label('team')}>
        <Link
          to="/members"
          search={{ tab: 'teams', team: id }}
          className={`${page.link} foreign`}
          title={t('members.openTeam')}
        >
          {name}
        </Link>
      </td>
      <td {...label('people')}>{number(members)}</td>
      <td {...label('leads')}>{leads === 0 ? t('members.noLead') : number(leads)}</td>
      <td {...label('since')}>{fullDay(at, zone)}</td>
      <td {...label('actions')}>
        <div className={page.actions}>
          <SmallButton label={t('members.renameTeam', { name })} onClick={() => onRename(team)}>
            {t('members.rename')}
          </SmallButton>
          <ConfirmedButton
            label={t('ui.delete')}
            title={t('members.deleteTeamTitle', { name })}
            lead={t('members.deleteTeamLead', { count: members })}
            onConfirm={async () => {
              await api('DELETE', `/v1/teams/${id}`);
              await refreshPeople();
            }}
          />
        </div>
      </td>
    </tr>
  );
}
