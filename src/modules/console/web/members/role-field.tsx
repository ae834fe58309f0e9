import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useRoleNames, useRoles, useWhyBeyond } from './people';

interface Props {
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (role: string) => void;
}

/** One of the roles; those that allow more than one's own are not to be had, and it says so. */
export function RoleField({ value, error, onChange }: Props) {
  const { t } = useTranslation();
  const names = useRoleNames();
  const whyBeyond = useWhyBeyond();
  const { data: roles = [] } = useRoles();
  const isBarred = roles.some((role) => whyBeyond(role) !== undefined);
  return (
    <NativeSelect
      label={t('members.column.role')}
      data-autofocus
      {...(isBarred ? { description: t('members.barred') } : {})}
      value={value}
      error={error}
      onChange={(event) => onChange(event.target.value)}
      data={roles.map((role) => ({
        value: role.id,
        label: names(role),
        disabled: role.id !== value && whyBeyond(role) !== undefined,
      }))}
    />
  );
}
