import { Alert, Anchor, Button, Divider, PasswordInput, Text, TextInput } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { InstallationView } from '../../../auth/auth.contract';
import { api } from '../api/api';
import { passkeysWork, readPasskey } from '../api/passkey';
import { refreshSession } from '../api/session';
import { ProblemNotice } from '../ui/problem-notice';
import { useAction } from '../ui/use-action';
import { SigningInCard } from './card';

async function withPassword(email: string, password: string): Promise<void> {
  await api('POST', '/v1/sessions', { body: { email, password } });
  await refreshSession();
}

async function withPasskey(): Promise<void> {
  const options = await api<PublicKeyCredentialRequestOptionsJSON>('POST', '/v1/sessions/passkey-challenges');
  await api('POST', '/v1/sessions', { body: { passkey: await readPasskey(options) } });
  await refreshSession();
}

/** Shown in place of any page that needs somebody: its address stays, so that it opens afterwards. */
export function SignIn() {
  const { t } = useTranslation();
  const passkey = useAction(withPasskey);
  return (
    <SigningInCard title={t('signIn.title')}>
      <PasswordForm />
      {passkeysWork() ? (
        <>
          <Divider label={t('signIn.or')} />
          <Button
            variant="default"
            leftSection={<IconKey size={16} aria-hidden />}
            loading={passkey.busy}
            onClick={() => passkey.run()}
          >
            {t('signIn.passkey')}
          </Button>
          <ProblemNotice problem={passkey.problem} />
        </>
      ) : null}
      <Text size="xs" c="dimmed">
        {t('signIn.note')}
      </Text>
    </SigningInCard>
  );
}

function PasswordForm() {
  const { t } = useTranslation();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const { run, busy, problem } = useAction(withPassword);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(email, password);
  };
  const fill = (given: { readonly email: string; readonly password: string }) => {
    setEmail(given.email);
    setPassword(given.password);
  };
  return (
    <form onSubmit={submit}>
      <InstallationHint onFill={fill} />
      <TextInput
        label={t('signIn.email')}
        type="email"
        autoComplete="username"
        required
        withAsterisk={false}
        autoFocus
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <PasswordField value={password} onChange={setPassword} />
      <Anchor component={Link} to="/password-resets" size="sm" mt={8} mb="md" display="inline-block">
        {t('signIn.forgot')}
      </Anchor>
      <ProblemNotice problem={problem} />
      <Button type="submit" fullWidth mt="xs" loading={busy}>
        {t('signIn.continue')}
      </Button>
    </form>
  );
}

function PasswordField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation();
  return (
    <PasswordInput
      mt="sm"
      label={t('signIn.password')}
      autoComplete="current-password"
      required
      withAsterisk={false}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

interface HintProps {
  readonly onFill: (given: { readonly email: string; readonly password: string }) => void;
}

/** On a new installation nobody can sign in, in a demo everybody can: the page says how. */
function InstallationHint({ onFill }: HintProps) {
  const { t } = useTranslation();
  const { data } = useQuery({
    queryKey: ['installation'],
    queryFn: () => api<InstallationView>('GET', '/v1/setup'),
  });
  if (data?.demo) {
    const { demo } = data;
    return (
      <Alert color="yellow" mb="sm">
        <Text size="sm">{t('signIn.demo')}</Text>
        <Anchor component="button" type="button" size="sm" onClick={() => onFill(demo)}>
          {t('signIn.demoFill', { email: demo.email })}
        </Anchor>
      </Alert>
    );
  }
  if (data?.set_up !== false) return null;
  return (
    <Alert mb="sm">
      <Text size="sm">{t('signIn.setup')}</Text>
      <Anchor component={Link} to="/setup" size="sm">
        {t('signIn.setupLink')}
      </Anchor>
    </Alert>
  );
}
