import { Avatar, Menu, Modal, Text, UnstyledButton } from '@mantine/core';
import { IconDevices, IconHistory, IconKey, IconLogout, IconUser } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EndedSessions, IssuedRecoveryCodes } from '../../../auth/auth.contract';
import { api } from '../api/api';
import { useSignedIn } from '../api/session';
import { RecoveryCodes } from '../signing-in/recovery-codes';
import { signOut } from '../signing-in/sign-out';
import { ProblemNotice } from '../ui/problem-notice';
import { useAction } from '../ui/use-action';
import classes from './frame.module.css';
import { isOperator } from './operators';
import { useRoleName } from './role-name';

/** What somebody does about themselves. */
export function AccountMenu({ onGo }: { onGo: (() => void) | undefined }) {
  const { t } = useTranslation();
  const [ended, setEnded] = useState<number | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const elsewhere = useAction(async () =>
    setEnded((await api<EndedSessions>('DELETE', '/v1/sessions')).ended),
  );
  const renew = useAction(async () =>
    setCodes((await api<IssuedRecoveryCodes>('POST', '/v1/account/recovery-codes')).codes),
  );
  return (
    <>
      <Menu position="top-start" width={240}>
        <Menu.Target>
          <Who />
        </Menu.Target>
        <Menu.Dropdown>
          <OwnPages onGo={onGo} />
          <Menu.Item leftSection={<IconKey size={16} aria-hidden />} onClick={() => void renew.run()}>
            {t('account.recoveryCodes')}
          </Menu.Item>
          <Menu.Item leftSection={<IconDevices size={16} aria-hidden />} onClick={() => void elsewhere.run()}>
            {t('account.signOutEverywhere')}
          </Menu.Item>
          <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void signOut()}>
            {t('account.signOut')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Text size="xs" role="status" px={8}>
        {ended === null ? null : t('account.signedOutEverywhere', { count: ended })}
      </Text>
      <ProblemNotice problem={elsewhere.problem ?? renew.problem} />
      <NewCodes codes={codes} onFinish={() => setCodes(null)} />
    </>
  );
}

function OwnPages({ onGo }: { onGo: (() => void) | undefined }) {
  const { t } = useTranslation();
  const hasActivity = !isOperator(useSignedIn());
  return (
    <>
      <Menu.Item
        component={Link}
        to="/account"
        leftSection={<IconUser size={16} aria-hidden />}
        onClick={onGo}
      >
        {t('account.own')}
      </Menu.Item>
      {hasActivity ? (
        <Menu.Item
          component={Link}
          to="/account/activity"
          leftSection={<IconHistory size={16} aria-hidden />}
          onClick={onGo}
        >
          {t('account.activity')}
        </Menu.Item>
      ) : null}
    </>
  );
}

function NewCodes({ codes, onFinish }: { codes: readonly string[] | null; onFinish: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={codes !== null}
      onClose={onFinish}
      title={t('recovery.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Text size="sm" c="dimmed" mb="sm">
        {t('recovery.lead')} {t('account.recoveryCodesLead')}
      </Text>
      <div className={classes.dialog}>
        <RecoveryCodes codes={codes ?? []} onFinish={onFinish} />
      </div>
    </Modal>
  );
}

function Who(props: React.ComponentProps<'button'>) {
  const { t } = useTranslation();
  const { account, role } = useSignedIn();
  const roleName = useRoleName(role);
  return (
    <UnstyledButton {...props} className={classes.who} aria-label={t('account.menu', { name: account.name })}>
      <Avatar name={account.name} size={30} radius="xl" aria-hidden />
      <span className={classes.names}>
        <Text span display="block" title={account.email}>
          {account.name}
        </Text>
        <Text span display="block" size="xs" c="dimmed">
          {roleName}
        </Text>
      </span>
    </UnstyledButton>
  );
}
