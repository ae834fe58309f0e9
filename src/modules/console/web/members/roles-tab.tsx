import { Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoleView } from '../../../members/members.contract';
import { Loaded } from '../ui/loaded';
import classes from '../ui/page.module.css';
import { useWhyNot } from '../ui/permissions';
import { AddButton } from '../ui/small-button';
import { useRoles } from './people';
import { RoleDialog, type EditedRole } from './role-dialog';
import { RoleMatrix } from './role-matrix';
import { RoleTable } from './role-table';

const NEW: EditedRole = { id: null, name: '', permissions: ['activity:read:own'] };

/** The roles there are, and what each allows. */
export function RolesTab() {
  const { t } = useTranslation();
  const [edited, setEdited] = useState<EditedRole | null>(null);
  const whyNot = useWhyNot('roles:manage');
  const query = useRoles();
  return (
    <div className={classes.page}>
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {whyNot ?? t('members.rolesLead')}
        </Text>
        <AddButton whyNot={whyNot} onClick={() => setEdited(NEW)}>
          {t('members.newRole')}
        </AddButton>
      </Group>
      <Loaded query={query}>{(roles) => <Both roles={roles} onEdit={setEdited} />}</Loaded>
      <RoleDialog key={edited?.id ?? 'new'} edited={edited} onClose={() => setEdited(null)} />
    </div>
  );
}

interface Props {
  readonly roles: readonly RoleView[];
  readonly onEdit: (role: EditedRole) => void;
}

function Both({ roles, onEdit }: Props) {
  return (
    <>
      <div className="card">
        <RoleTable roles={roles} onEdit={onEdit} />
      </div>
      <RoleMatrix roles={roles} />
    </>
  );
}
