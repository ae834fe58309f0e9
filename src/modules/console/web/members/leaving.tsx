import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api';
import { forgetEverything, useSignedIn } from '../api/session';
import { ConfirmedButton } from '../ui/confirmed-button';
import classes from '../ui/page.module.css';

/** Anybody may leave, but for the last Owner. */
export function Leaving() {
  const { t } = useTranslation();
  const { organization } = useSignedIn();
  return (
    <div className={classes.head}>
      <Text size="sm" c="dimmed">
        {t('members.leaveHint')}
      </Text>
      <ConfirmedButton
        label={t('members.leave')}
        title={t('members.leaveTitle', { organization: organization.name })}
        lead={t('members.leaveLead')}
        onConfirm={async () => {
          await api('DELETE', '/v1/members/me');
          forgetEverything();
        }}
      />
    </div>
  );
}
