import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api';
import { faultOf } from '../api/problem';
import { ActionForm } from '../ui/action-form';
import { Dialog } from '../ui/dialog';
import { TextField } from '../ui/text-field';
import { useAction } from '../ui/use-action';
import classes from './members.module.css';
import { refreshPeople } from './people';
import { PermissionChange } from './permission-change';
import { PermissionChoice } from './permission-choice';

/** A role to change, or a new one: then without an id. */
export interface EditedRole {
  readonly id: string | null;
  readonly name: string;
  readonly permissions: readonly string[];
}

export function RoleDialog({ edited, onClose }: { edited: EditedRole | null; onClose: () => void }) {
  const { t } = useTranslation();
  const title = edited?.id ? t('members.editRole') : t('members.newRole');
  return (
    <Dialog opened={edited !== null} onClose={onClose} title={title}>
      {edited ? <RoleForm edited={edited} onDone={onClose} /> : null}
    </Dialog>
  );
}

function RoleForm({ edited, onDone }: { edited: EditedRole; onDone: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState(edited.name);
  const [permissions, setPermissions] = useState(edited.permissions);
  const action = useAction(async () => {
    const body = { name, permissions };
    if (edited.id === null) await api('POST', '/v1/roles', { body });
    else await api('PATCH', `/v1/roles/${edited.id}`, { body });
    onDone();
    await refreshPeople();
  });
  return (
    <ActionForm
      action={action}
      label={edited.id === null ? t('members.createRole') : t('ui.save')}
      isReady={permissions.length > 0}
    >
      <TextField
        label={t('members.roleName')}
        placeholder={t('members.roleExample')}
        most={60}
        isFirst
        value={name}
        error={faultOf(action.problem, 'name')}
        onChange={setName}
      />
      <PermissionChoice value={permissions} onChange={setPermissions} />
      {permissions.length === 0 ? <p className={classes.quiet}>{t('members.oneAtLeast')}</p> : null}
      {edited.id === null ? null : (
        <>
          <PermissionChange before={edited.permissions} after={permissions} />
          <p className={classes.quiet}>{t('members.holdersGet')}</p>
        </>
      )}
    </ActionForm>
  );
}
