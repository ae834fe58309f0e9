import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberView } from '../../../members/members.contract';
import { api } from '../api/api';
import { faultOf } from '../api/problem';
import { ActionForm } from '../ui/action-form';
import { useAction } from '../ui/use-action';
import classes from './members.module.css';
import { refreshPeople, useRoles } from './people';
import { PermissionChange } from './permission-change';
import { RoleField } from './role-field';

/** Another role for a member, and what that changes for them. */
export function RoleChange({ member, onDone }: { member: MemberView; onDone: () => void }) {
  const { t } = useTranslation();
  const { data: roles = [] } = useRoles();
  const [chosen, setChosen] = useState(member.role);
  const permissionsOf = (wanted: string) => roles.find(({ id }) => id === wanted)?.permissions ?? [];
  const isSame = chosen === member.role;
  const action = useAction(async () => {
    await api('PATCH', `/v1/members/${member.id}`, { body: { role: chosen } });
    onDone();
    await refreshPeople();
  });
  return (
    <ActionForm action={action} label={t('members.giveRole')} isReady={!isSame}>
      <RoleField value={chosen} error={faultOf(action.problem, 'role')} onChange={setChosen} />
      {isSame ? (
        <p className={classes.quiet}>{t('members.chooseAnother')}</p>
      ) : (
        <PermissionChange before={permissionsOf(member.role)} after={permissionsOf(chosen)} />
      )}
      <p className={classes.quiet}>{t('members.roleLead', { name: member.name })}</p>
    </ActionForm>
  );
}
