import { useTranslation } from 'react-i18next';
import type { InvitationView } from '../../../members/members.contract';
import { api } from '../api/api';
import { ago, minuteMoment } from '../preferences/moments';
import { useZone } from '../preferences/time-zone';
import { ConfirmedButton } from '../ui/confirmed-button';
import { DataTable } from '../ui/data-table';
import page from '../ui/page.module.css';
import { useWhyNot } from '../ui/permissions';
import { Pill } from '../ui/pill';
import { ProblemNotice } from '../ui/problem-notice';
import { SmallButton } from '../ui/small-button';
import { useAction } from '../ui/use-action';
import classes from './members.module.css';
import { refreshPeople, useRoleNames, useRoles, useWhyBeyond } from './people';

const COLUMNS = ['address', 'role', 'invited', 'expires', 'state', 'actions'] as const;
const TONES = { open: 'going', accepted: 'good', expired: 'warn' } as const;

export function InvitationTable({ invitations }: { invitations: readonly InvitationView[] }) {
  const { t } = useTranslation();
  return (
    <DataTable
      label={t('members.tab.invitations')}
      columns={COLUMNS.map((each) => t(`members.column.${each}`))}
    >
      {invitations.map((invitation) => (
        <Row key={invitation.id} invitation={invitation} />
      ))}
    </DataTable>
  );
}

function Row({ invitation }: { invitation: InvitationView }) {
  const { t } = useTranslation();
  const names = useRoleNames();
  const { name: zone } = useZone();
  const { email, role, role_name: roleName, status, created_at: at, expires_at: until } = invitation;
  const label = (column: (typeof COLUMNS)[number]) => ({ 'data-label': t(`members.column.${column}`) });
  return (
    <tr className={classes.member ?? ''}>
      <td {...label('address')}>
        <b className="foreign">{email}</b>
      </td>
      <td {...label('role')}>
        <span>
          <span className={`${classes.role} foreign`}>{names({ id: role, name: roleName })}</span>
        </span>
      </td>
      <td {...label('invited')}>{minuteMoment(at, zone)}</td>
      <td {...label('expires')}>
        {status === 'accepted' ? (
          <span className={classes.quiet}>–</span>
        ) : (
          <time title={minuteMoment(until, zone)}>{ago(until, Date.now())}</time>
        )}
      </td>
      <td {...label('state')}>
        <span>
          <Pill tone={TONES[status]}>{t(`members.invitation.${status}`)}</Pill>
        </span>
      </td>
      <td {...label('actions')}>
        {status === 'accepted' ? (
          <span className={classes.quiet}>–</span>
        ) : (
          <Actions invitation={invitation} />
        )}
      </td>
    </tr>
  );
}

function Actions({ invitation: { id, email, role } }: { invitation: InvitationView }) {
  const { t } = useTranslation();
  const { data: roles = [] } = useRoles();
  const whyBeyond = useWhyBeyond();
  const whyNot = useWhyNot('members:manage') ?? whyBeyond(roles.find((each) => each.id === role));
  const again = useAction(async () => {
    await api('POST', `/v1/invitations/${id}/delivery`);
    await refreshPeople();
  });
  return (
    <div className={page.actions}>
      <SmallButton
        whyNot={whyNot}
        loading={again.busy}
        label={t('members.resendTo', { email })}
        onClick={() => void again.run()}
      >
        {t('members.resend')}
      </SmallButton>
      <ConfirmedButton
        label={t('members.revoke')}
        title={t('members.revokeTitle', { email })}
        lead={t('members.revokeLead')}
        whyNot={whyNot}
        onConfirm={async () => {
          await api('DELETE', `/v1/invitations/${id}`);
          await refreshPeople();
        }}
      />
      <ProblemNotice problem={again.problem} />
    </div>
  );
}
