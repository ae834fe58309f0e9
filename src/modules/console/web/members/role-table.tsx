import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { RoleView } from '../../../members/members.contract';
import { api } from '../api/api';
import { useSignedIn } from '../api/session';
import { ConfirmedButton } from '../ui/confirmed-button';
import { DataTable } from '../ui/data-table';
import page from '../ui/page.module.css';
import { useWhyNot } from '../ui/permissions';
import { SmallButton } from '../ui/small-button';
import classes from './members.module.css';
import { refreshPeople, useRoleNames, useWhyBeyond } from './people';
import type { EditedRole } from './role-dialog';

const COLUMNS = ['role', 'kind', 'allows', 'holders', 'actions'] as const;
const BUILT_IN = ['owner', 'admin', 'auditor', 'member'] as const;

interface Props {
  readonly roles: readonly RoleView[];
  readonly onEdit: (role: EditedRole) => void;
}

export function RoleTable({ roles, onEdit }: Props) {
  const { t } = useTranslation();
  return (
    <DataTable label={t('members.tab.roles')} columns={COLUMNS.map((each) => t(`members.column.${each}`))}>
      {roles.map((role) => (
        <Row key={role.id} role={role} onEdit={onEdit} />
      ))}
    </DataTable>
  );
}

function Row({ role, onEdit }: { role: RoleView; onEdit: Props['onEdit'] }) {
  const { t } = useTranslation();
  const names = useRoleNames();
  const mayList = useWhyNot('members:manage') === undefined;
  const label = (column: (typeof COLUMNS)[number]) => ({ 'data-label': t(`members.column.${column}`) });
  const known = BUILT_IN.find((each) => each === role.id);
  return (
    <tr className={classes.member ?? ''}>
      <td {...label('role')}>
        <span>
          <span className={`${classes.role} foreign`}>{names(role)}</span>
          {known ? <span className={page.second}>{t(`members.builtIn.${known}`)}</span> : null}
        </span>
      </td>
      <td {...label('kind')}>{t(role.built_in ? 'members.builtInKind' : 'members.customKind')}</td>
      <td {...label('allows')}>{t('members.allows', { count: role.permissions.length })}</td>
      <td {...label('holders')}>
        {mayList ? (
          <Link to="/members" search={{ role: role.id }} className={page.link ?? ''}>
            {t('members.whoHas')}
          </Link>
        ) : (
          <span className={classes.quiet}>–</span>
        )}
      </td>
      <td {...label('actions')}>
        <Actions role={role} onEdit={onEdit} />
      </td>
    </tr>
  );
}

/** Built-in roles are a beginning for others, and stay as they are. */
function Actions({ role, onEdit }: { role: RoleView; onEdit: Props['onEdit'] }) {
  const { t } = useTranslation();
  const names = useRoleNames();
  const whyBeyond = useWhyBeyond();
  const { role: own } = useSignedIn();
  const { id, permissions } = role;
  const name = names(role);
  const lacking = useWhyNot('roles:manage') ?? whyBeyond(role);
  const whyNot = lacking ?? (own === id ? t('members.ownRoleItself') : undefined);
  return (
    <div className={page.actions}>
      <SmallButton
        whyNot={lacking}
        label={t('members.copyOf', { name })}
        onClick={() => onEdit({ id: null, name: t('members.copyName', { name }), permissions })}
      >
        {t('members.copy')}
      </SmallButton>
      {role.built_in ? null : (
        <>
          <SmallButton
            whyNot={whyNot}
            label={t('members.editRoleOf', { name })}
            onClick={() => onEdit({ id, name, permissions })}
          >
            {t('members.edit')}
          </SmallButton>
          <Deletion id={id} name={name} whyNot={whyNot} />
        </>
      )}
    </div>
  );
}

interface DeletionProps {
  readonly id: string;
  readonly name: string;
  readonly whyNot: string | undefined;
}

function Deletion({ id, name, whyNot }: DeletionProps) {
  const { t } = useTranslation();
  return (
    <ConfirmedButton
      label={t('ui.delete')}
      title={t('members.deleteRoleTitle', { name })}
      lead={t('members.deleteRoleLead')}
      whyNot={whyNot}
      onConfirm={async () => {
        await api('DELETE', `/v1/roles/${id}`);
        await refreshPeople();
      }}
    />
  );
}
