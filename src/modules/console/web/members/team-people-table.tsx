import { useTranslation } from 'react-i18next';
import type { TeamMemberView } from '../../../teams/teams.contract';
import { api } from '../api/api';
import { fullDay } from '../preferences/moments';
import { useZone } from '../preferences/time-zone';
import { DataTable } from '../ui/data-table';
import page from '../ui/page.module.css';
import { useWhyNot } from '../ui/permissions';
import { Pill } from '../ui/pill';
import { ProblemNotice } from '../ui/problem-notice';
import { SmallButton } from '../ui/small-button';
import { useAction } from '../ui/use-action';
import classes from './members.module.css';
import { refreshPeople } from './people';

const COLUMNS = ['member', 'position', 'since', 'actions'] as const;

interface Props {
  readonly people: readonly TeamMemberView[];
  /** Of the team's people in the API. */
  readonly path: string;
}

export function TeamPeopleTable({ people, path }: Props) {
  const { t } = useTranslation();
  return (
    <DataTable label={t('members.teamPeople')} columns={COLUMNS.map((each) => t(`members.column.${each}`))}>
      {people.map((person) => (
        <Row key={person.member_id} person={person} path={path} />
      ))}
    </DataTable>
  );
}

function Row({ person, path }: { person: TeamMemberView; path: string }) {
  const { t } = useTranslation();
  const { name: zone } = useZone();
  const { name, email, lead, since } = person;
  const label = (column: (typeof COLUMNS)[number]) => ({ 'data-label': t(`members.column.${column}`) });
  return (
    <tr className={classes.member ?? ''}>
      <td {...label('member')}>
        <span className="foreign">
          {name}
          <span className={page.second}>{email}</span>
        </span>
      </td>
      <td {...label('position')}>
        <span>
          <Pill tone={lead ? 'going' : 'quiet'}>
            {t(lead ? 'members.position.lead' : 'members.position.member')}
          </Pill>
        </span>
      </td>
      <td {...label('since')}>{fullDay(since, zone)}</td>
      <td {...label('actions')}>
        <Actions person={person} path={path} />
      </td>
    </tr>
  );
}

/** Leading is seeing what the others do: nobody gives it who may not see it themselves. */
function Actions({ person: { member_id: id, name, lead }, path }: { person: TeamMemberView; path: string }) {
  const { t } = useTranslation();
  const mayNotSee = useWhyNot('activity:read');
  const position = useAction(async () => {
    await api('PATCH', `${path}/${id}`, { body: { lead: !lead } });
    await refreshPeople();
  });
  const removal = useAction(async () => {
    await api('DELETE', `${path}/${id}`);
    await refreshPeople();
  });
  return (
    <div className={page.actions}>
      <SmallButton
        whyNot={lead ? undefined : mayNotSee}
        loading={position.busy}
        label={t(lead ? 'members.unmakeLeadOf' : 'members.makeLeadOf', { name })}
        onClick={() => void position.run()}
      >
        {t(lead ? 'members.unmakeLead' : 'members.makeLead')}
      </SmallButton>
      <SmallButton
        loading={removal.busy}
        label={t('members.takeOutOf', { name })}
        onClick={() => void removal.run()}
      >
        {t('members.takeOut')}
      </SmallButton>
      <ProblemNotice problem={position.problem ?? removal.problem} />
    </div>
  );
}
