import { Title } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoleView } from '../../../members/members.contract';
import { DataTable } from '../ui/data-table';
import page from '../ui/page.module.css';
import classes from './members.module.css';
import { useRoleNames } from './people';
import { PERMISSION_GROUPS, usePermissionWords } from './permission-words';

/** Every permission by every role, with what it means. */
export function RoleMatrix({ roles }: { roles: readonly RoleView[] }) {
  const { t } = useTranslation();
  const names = useRoleNames();
  return (
    <section className={`card ${classes.matrix}`} aria-labelledby="role-matrix">
      <Title order={2} id="role-matrix">
        {t('members.matrix')}
      </Title>
      <DataTable label={t('members.matrix')} columns={[t('members.column.permission'), ...roles.map(names)]}>
        {PERMISSION_GROUPS.map(({ name, permissions }) => (
          <Fragment key={name}>
            <tr className={classes.group ?? ''}>
              <td colSpan={roles.length + 1}>{t(`members.group.${name}`)}</td>
            </tr>
            {permissions.map((permission) => (
              <Line key={permission} permission={permission} roles={roles} />
            ))}
          </Fragment>
        ))}
      </DataTable>
    </section>
  );
}

function Line({ permission, roles }: { permission: string; roles: readonly RoleView[] }) {
  const { t } = useTranslation();
  const names = useRoleNames();
  const { title, help } = usePermissionWords()(permission);
  return (
    <tr>
      <td data-label={t('members.column.permission')}>
        <span>
          {title}
          <span className={page.second}>{help}</span>
        </span>
      </td>
      {roles.map((role) => (
        <td key={role.id} data-label={names(role)}>
          {role.permissions.includes(permission) ? (
            <IconCheck size={16} className={classes.yes ?? ''} role="img" aria-label={t('members.yes')} />
          ) : (
            <span className={classes.quiet} role="img" aria-label={t('members.no')}>
              –
            </span>
          )}
        </td>
      ))}
    </tr>
  );
}
