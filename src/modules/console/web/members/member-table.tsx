import { Avatar } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { MemberView, TeamOfMember } from '../../../members/members.contract';
import { useSignedIn } from '../api/session';
import { ago, minuteMoment } from '../preferences/moments';
import { useZone } from '../preferences/time-zone';
import { DataTable } from '../ui/data-table';
import page from '../ui/page.module.css';
import { useWhyNot } from '../ui/permissions';
import { Pill } from '../ui/pill';
import { MemberActions } from './member-actions';
import classes from './members.module.css';
import { useRoleNames } from './people';

const COLUMNS = ['member', 'role', 'teams', 'mfa', 'lastSignIn', 'state', 'actions'] as const;

const DORMANT_MS = 90 * 86_400_000;

export function MemberTable({ members }: { members: readonly MemberView[] }) {
  const { t } = useTranslation();
  return (
    <DataTable label={t('members.tab.members')} columns={COLUMNS.map((each) => t(`members.column.${each}`))}>
      {members.map((member) => (
        <Row key={member.id} member={member} />
      ))}
    </DataTable>
  );
}

function Row({ member }: { member: MemberView }) {
  const { t } = useTranslation();
  const names = useRoleNames();
  const label = (column: (typeof COLUMNS)[number]) => ({ 'data-label': t(`members.column.${column}`) });
  return (
    <tr className={classes.member ?? ''}>
      <td {...label('member')}>
        <Who member={member} />
      </td>
      <td {...label('role')}>
        <span>
          <span className={`${classes.role} foreign`}>
            {names({ id: member.role, name: member.role_name })}
          </span>
        </span>
      </td>
      <td {...label('teams')}>
        <Teams teams={member.teams} />
      </td>
      <td {...label('mfa')}>
        <Factors factors={member.factors} />
      </td>
      <td className={page.narrow ?? ''} {...label('lastSignIn')}>
        <LastSignIn at={member.last_signed_in_at} />
      </td>
      <td {...label('state')}>
        <State member={member} />
      </td>
      <td {...label('actions')}>
        <MemberActions member={member} />
      </td>
    </tr>
  );
}

function Who({ member: { name, email, account_id: id } }: { member: MemberView }) {
  const { t } = useTranslation();
  const { account } = useSignedIn();
  return (
    <span className={classes.who}>
      <Avatar size={28} radius="xl" name={name} aria-hidden />
      <span className="foreign">
        {name} {account.id === id ? <Pill tone="quiet">{t('members.you')}</Pill> : null}
        <span className={page.second}>{email}</span>
      </span>
    </span>
  );
}

function Teams({ teams }: { teams: readonly TeamOfMember[] }) {
  const { t } = useTranslation();
  const mayOpen = useWhyNot('teams:manage') === undefined;
  if (teams.length === 0) return <span className={classes.quiet}>–</span>;
  return (
    <span className="foreign">
      {teams.map(({ id, name, lead }, index) => {
        const words = lead ? t('members.leads', { team: name }) : name;
        return (
          <span key={id}>
            {index > 0 ? ', ' : ''}
            {mayOpen ? (
              <Link to="/members" search={{ tab: 'teams', team: id }} className={page.link ?? ''}>
                {words}
              </Link>
            ) : (
              words
            )}
          </span>
        );
      })}
    </span>
  );
}

function Factors({ factors }: { factors: readonly string[] }) {
  const { t } = useTranslation();
  const known = (['passkey', 'totp'] as const).filter((each) => factors.includes(each));
  return (
    <span className={classes.pills}>
      {known.length === 0 ? (
        <Pill tone="warn">{t('members.mfa.none')}</Pill>
      ) : (
        known.map((each) => (
          <Pill key={each} tone="good">
            {t(`members.mfa.${each}`)}
          </Pill>
        ))
      )}
    </span>
  );
}

function LastSignIn({ at }: { at: string | null }) {
  const { t } = useTranslation();
  const { name: zone } = useZone();
  if (at === null) return <span className={classes.quiet}>{t('members.never')}</span>;
  return <time title={minuteMoment(at, zone)}>{ago(at, Date.now())}</time>;
}

/** What stands out comes first; who is none of it is active. */
function State({ member }: { member: MemberView }) {
  const { t } = useTranslation();
  const { name: zone } = useZone();
  const { locked, factor_reset_due_at: due, last_signed_in_at: last } = member;
  const isDormant = last === null || Date.parse(last) < Date.now() - DORMANT_MS;
  return (
    <span className={classes.pills}>
      {locked ? <Pill tone="bad">{t('members.state.locked')}</Pill> : null}
      {!locked && isDormant ? <Pill tone="warn">{t('members.state.dormant')}</Pill> : null}
      {!locked && !isDormant ? t('members.state.active') : null}
      {due === null ? null : (
        <span className={page.second}>{t('members.state.resetDue', { at: minuteMoment(due, zone) })}</span>
      )}
    </span>
  );
}
