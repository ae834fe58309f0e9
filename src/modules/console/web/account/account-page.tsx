import { Anchor, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SmallButton } from '../ui/small-button';
import { Dialog } from '../ui/dialog';
import type { AccountView } from '../../../auth/auth.contract';
import { api } from '../api/api';
import { queryClient, refreshSession, useSignedIn } from '../api/session';
import { fullDay } from '../preferences/moments';
import { useZone } from '../preferences/time-zone';
import { FieldForm } from '../ui/field-form';
import { Loaded } from '../ui/loaded';
import { isOperator } from '../shell/operators';
import classes from '../ui/page.module.css';
import { Factors } from './factors';
import { Sessions } from './sessions';

const refresh = async (): Promise<void> => {
  await Promise.all([refreshSession(), queryClient.invalidateQueries({ queryKey: ['account'] })]);
};

/** One's own account: who one is, how one proves it, and where one is signed in. */
export function AccountPage() {
  const hasActivity = !isOperator(useSignedIn());
  const query = useQuery({
    queryKey: ['account'],
    queryFn: ({ signal }) => api<AccountView>('GET', '/v1/account', { signal }),
  });
  return (
    <div className={classes.page}>
      <Loaded query={query}>
        {(account) => (
          <>
            <div className={classes.columns}>
              <Profile account={account} />
              <Factors />
            </div>
            <Sessions />
            {hasActivity ? <ActivityLink /> : null}
          </>
        )}
      </Loaded>
    </div>
  );
}

function ActivityLink() {
  const { t } = useTranslation();
  return (
    <Text size="sm">
      <Anchor component={Link} to="/account/activity">
        {t('account.activity')}
      </Anchor>{' '}
      <span className={classes.second}>{t('own.activityLead')}</span>
    </Text>
  );
}

type Part = 'name' | 'email' | 'password';

function Profile({ account }: { account: AccountView }) {
  const { t } = useTranslation();
  const { name: zone } = useZone();
  const [part, setPart] = useState<Part>('name');
  const [opened, dialog] = useDisclosure(false);
  const open = (which: Part) => () => {
    setPart(which);
    dialog.open();
  };
  const { name, email, pending_email: pending, password_changed_at: changed } = account;
  const lines: readonly (readonly [Part, string, string | null])[] = [
    ['name', name, null],
    ['email', email, pending === null ? null : t('own.pending', { email: pending })],
    ['password', '••••••••', changed === null ? null : t('own.changed', { date: fullDay(changed, zone) })],
  ];
  return (
    <section className={`card ${classes.section}`} aria-labelledby="profile">
      <Title order={2} id="profile">
        {t('own.profile')}
      </Title>
      {lines.map(([which, value, more]) => (
        <div key={which} className={classes.head}>
          <span className="foreign">
            <span className={classes.second}>{t(`own.${which}`)}</span>
            {value}
            {more === null ? null : <span className={classes.second}>{more}</span>}
          </span>
          <SmallButton className={classes.push} label={t(`own.change.${which}`)} onClick={open(which)}>
            {t('own.changeIt')}
          </SmallButton>
        </div>
      ))}
      <Dialog opened={opened} onClose={dialog.close} title={t(`own.change.${part}`)}>
        <Stack gap="sm">
          <ChangeForm part={part} account={account} onDone={dialog.close} />
        </Stack>
      </Dialog>
    </section>
  );
}

interface ChangeProps {
  readonly part: Part;
  readonly account: AccountView;
  readonly onDone: () => void;
}

function ChangeForm({ part, account, onDone }: ChangeProps) {
  const { t } = useTranslation();
  const send = async (method: string, path: string, body: object) => {
    await api(method, path, { body });
    await refresh();
    onDone();
  };
  if (part === 'password')
    return <PasswordForm onSubmit={(values) => send('PUT', '/v1/account/password', values)} />;
  const type = part === 'email' ? ('email' as const) : ('text' as const);
  return (
    <>
      {part === 'email' ? (
        <Text size="sm" c="dimmed">
          {t('own.emailLead')}
        </Text>
      ) : null}
      <FieldForm
        fields={[{ name: part, label: t(`own.${part}`), type, autoComplete: part, initial: account[part] }]}
        action={t('ui.save')}
        onSubmit={(values) => send('PATCH', '/v1/account', values)}
      />
    </>
  );
}

function PasswordForm({ onSubmit }: { onSubmit: (values: object) => Promise<void> }) {
  const { t } = useTranslation();
  return (
    <>
      <Text size="sm" c="dimmed">
        {t('own.passwordLead')}
      </Text>
      <FieldForm
        fields={[
          {
            name: 'current_password',
            label: t('own.currentPassword'),
            type: 'password',
            autoComplete: 'current-password',
          },
          {
            name: 'password',
            label: t('reset.newPassword'),
            help: t('reset.rule'),
            type: 'password',
            autoComplete: 'new-password',
          },
        ]}
        action={t('reset.save')}
        onSubmit={onSubmit}
      />
    </>
  );
}
