import { Checkbox, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSignedIn } from '../api/session';
import { PERMISSION_GROUPS, usePermissionWords } from './permission-words';

interface Props {
  readonly value: readonly string[];
  readonly onChange: (permissions: readonly string[]) => void;
}

/** What a role allows, in groups; nobody gives what they do not hold. */
export function PermissionChoice({ value, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Stack gap="sm">
      {PERMISSION_GROUPS.map(({ name, permissions }) => (
        <Checkbox.Group
          key={name}
          label={t(`members.group.${name}`)}
          value={value.filter((each) => (permissions as readonly string[]).includes(each))}
          onChange={(chosen) =>
            onChange([
              ...value.filter((each) => !(permissions as readonly string[]).includes(each)),
              ...chosen,
            ])
          }
        >
          <Stack gap={6} mt={6}>
            {permissions.map((each) => (
              <Choice key={each} permission={each} />
            ))}
          </Stack>
        </Checkbox.Group>
      ))}
    </Stack>
  );
}

function Choice({ permission }: { permission: string }) {
  const { t } = useTranslation();
  const { permissions: held } = useSignedIn();
  const { title, help } = usePermissionWords()(permission);
  const isHeld = held.includes(permission);
  return (
    <Checkbox
      value={permission}
      label={title}
      description={isHeld ? help : `${help} ${t('members.notHeld')}`}
      disabled={!isHeld}
    />
  );
}
