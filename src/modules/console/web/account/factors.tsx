import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { SmallButton } from '../ui/small-button';
import { Dialog } from '../ui/dialog';
import type {
  IssuedRecoveryCodes,
  PasskeyList,
  PasskeyView,
  RecoveryCodesView,
  TotpView,
} from '../../../auth/auth.contract';
import { api } from '../api/api';
import { passkeysWork } from '../api/passkey';
import { faultOf } from '../api/problem';
import { queryClient, refreshSession } from '../api/session';
import { fullDay } from '../preferences/moments';
import { useZone } from '../preferences/time-zone';
import { AuthenticatorApp, PasskeyEnrolment } from '../signing-in/enrolment';
import { RecoveryCodes } from '../signing-in/recovery-codes';
import { ConfirmedButton } from '../ui/confirmed-button';
import { Loaded } from '../ui/loaded';
import classes from '../ui/page.module.css';
import { Pill } from '../ui/pill';
import { ProblemNotice } from '../ui/problem-notice';
import { useAction } from '../ui/use-action';

const refresh = async (): Promise<void> => {
  await Promise.all([refreshSession(), queryClient.invalidateQueries({ queryKey: ['factors'] })]);
};

/** Second factors: an app, passkeys, and codes for when both are lost. */
export function Factors() {
  const { t } = useTranslation();
  return (
    <section className={`card ${classes.section}`} aria-labelledby="factors">
      <Title order={2} id="factors">
        {t('own.factors')}
      </Title>
      <App />
      <Passkeys />
      <Codes />
    </section>
  );
}

function App() {
  const { t } = useTranslation();
  const [opened, dialog] = useDisclosure(false);
  const query = useQuery({
    queryKey: ['factors', 'totp'],
    queryFn: ({ signal }) => api<TotpView>('GET', '/v1/account/totp', { signal }),
  });
  const remove = async () => {
    await api('DELETE', '/v1/account/totp');
    await refresh();
  };
  return (
    <Loaded query={query}>
      {({ enrolled, enrolled_at: at }) => (
        <div className={classes.head}>
          <AppState enrolled={enrolled} at={at} />
          <Group gap="xs" className={classes.push ?? ''}>
            <SmallButton onClick={dialog.open}>
              {enrolled ? t('own.replaceApp') : t('own.addApp')}
            </SmallButton>
            {enrolled ? (
              <ConfirmedButton
                label={t('settings.remove')}
                title={t('own.removeAppTitle')}
                lead={t('own.removeLead')}
                onConfirm={remove}
              />
            ) : null}
          </Group>
          <AppDialog opened={opened} onClose={dialog.close} />
        </div>
      )}
    </Loaded>
  );
}

function AppState({ enrolled, at }: { enrolled: boolean; at: string | null }) {
  const { t } = useTranslation();
  const { name: zone } = useZone();
  return (
    <span>
      {t('own.app')}{' '}
      <Pill tone={enrolled ? 'good' : 'quiet'}>{enrolled ? t('own.enrolled') : t('own.notEnrolled')}</Pill>
      {at === null ? null : (
        <span className={classes.second}>{t('own.since', { date: fullDay(at, zone) })}</span>
      )}
    </span>
  );
}

function AppDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const finish = async (): Promise<void> => {
    await refresh();
    onClose();
  };
  return (
    <Dialog opened={opened} onClose={onClose} title={t('own.app')}>
      <AuthenticatorApp onEnrolled={finish} />
    </Dialog>
  );
}

function Passkeys() {
  const { t } = useTranslation();
  const query = useQuery({
    queryKey: ['factors', 'passkeys'],
    queryFn: ({ signal }) => api<PasskeyList>('GET', '/v1/account/passkeys', { signal }),
  });
  return (
    <Loaded query={query}>
      {({ data }) => (
        <Stack gap="xs">
          <b>{t('own.passkeys')}</b>
          {data.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t('own.noPasskeys')}
            </Text>
          ) : null}
          {data.map((passkey) => (
            <Passkey key={passkey.id} passkey={passkey} />
          ))}
          {passkeysWork() ? (
            <PasskeyEnrolment onEnrolled={refresh} />
          ) : (
            <Text size="sm" c="dimmed">
              {t('own.passkeysUnknown')}
            </Text>
          )}
        </Stack>
      )}
    </Loaded>
  );
}

function PasskeyWords({ passkey }: { passkey: PasskeyView }) {
  const { t } = useTranslation();
  const { name: zone } = useZone();
  const { name, created_at: made, last_used_at: used } = passkey;
  return (
    <span className="foreign">
      {name}
      <span className={classes.second}>
        {t('own.since', { date: fullDay(made, zone) })} ·{' '}
        {used === null ? t('own.neverUsed') : t('own.used', { date: fullDay(used, zone) })}
      </span>
    </span>
  );
}

interface NamingProps {
  readonly passkey: PasskeyView;
  readonly onDone: () => void;
}

/** Enter saves, Escape leaves it as it was. */
function Naming({ passkey: { id, name }, onDone }: NamingProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(name);
  const { run, busy, problem } = useAction(async () => {
    await api('PATCH', `/v1/account/passkeys/${id}`, { body: { name: draft } });
    await refresh();
    onDone();
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void run();
  };
  return (
    <form
      className={classes.head}
      onSubmit={submit}
      onKeyDown={({ key }) => (key === 'Escape' ? onDone() : undefined)}
    >
      <TextInput
        size="xs"
        autoFocus
        required
        maxLength={100}
        aria-label={t('own.passkeyName')}
        value={draft}
        error={faultOf(problem, 'name')}
        onChange={(event) => setDraft(event.target.value)}
      />
      <Button type="submit" variant="default" size="compact-sm" loading={busy}>
        {t('ui.save')}
      </Button>
      <SmallButton onClick={onDone}>{t('common.cancel')}</SmallButton>
      <ProblemNotice problem={problem} />
    </form>
  );
}

function Passkey({ passkey }: { passkey: PasskeyView }) {
  const { t } = useTranslation();
  const { id, name } = passkey;
  const [isNaming, naming] = useDisclosure(false);
  const remove = async () => {
    await api('DELETE', `/v1/account/passkeys/${id}`);
    await refresh();
  };
  if (isNaming) return <Naming passkey={passkey} onDone={naming.close} />;
  return (
    <div className={classes.head}>
      <PasskeyWords passkey={passkey} />
      <Group gap="xs" className={classes.push ?? ''}>
        <SmallButton label={t('own.renameOf', { name })} onClick={naming.open}>
          {t('own.rename')}
        </SmallButton>
        <ConfirmedButton
          label={t('settings.remove')}
          title={t('own.removePasskeyTitle', { name })}
          lead={t('own.removeLead')}
          onConfirm={remove}
        />
      </Group>
    </div>
  );
}

function Codes() {
  const { t } = useTranslation();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const query = useQuery({
    queryKey: ['factors', 'codes'],
    queryFn: ({ signal }) => api<RecoveryCodesView>('GET', '/v1/account/recovery-codes', { signal }),
  });
  const renew = useAction(async () => {
    setCodes((await api<IssuedRecoveryCodes>('POST', '/v1/account/recovery-codes')).codes);
    await refresh();
  });
  return (
    <Loaded query={query}>
      {({ left }) => (
        <div className={classes.head}>
          <span>
            {t('recovery.title')}
            <span className={classes.second}>{t('own.codesLeft', { count: left })}</span>
          </span>
          <SmallButton className={classes.push} loading={renew.busy} onClick={() => void renew.run()}>
            {t('account.recoveryCodes')}
          </SmallButton>
          <ProblemNotice problem={renew.problem} />
          <Dialog opened={codes !== null} onClose={() => setCodes(null)} title={t('recovery.title')}>
            <Stack gap="sm">
              <Text size="sm" c="dimmed">
                {t('recovery.lead')} {t('account.recoveryCodesLead')}
              </Text>
              <RecoveryCodes codes={codes ?? []} onFinish={() => setCodes(null)} />
            </Stack>
          </Dialog>
        </div>
      )}
    </Loaded>
  );
}
