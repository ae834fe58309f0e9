import { Anchor, Button, CopyButton, Divider, Text } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { IssuedRecoveryCodes, TotpEnrolmentView } from '../../../auth/auth.contract';
import { api } from '../api/api';
import { createPasskey, passkeysWork } from '../api/passkey';
import { problemOf } from '../api/problem';
import { refreshSession } from '../api/session';
import { fullDay } from '../preferences/moments';
import { localZone } from '../preferences/time-zone';
import { ProblemNotice } from '../ui/problem-notice';
import { useAction } from '../ui/use-action';
import { SigningInCard } from './card';
import classes from './card.module.css';
import { CodeProof } from './proofs';
import { RecoveryCodes } from './recovery-codes';
import { signOut } from './sign-out';

/** Forced enrolment: a factor, then the recovery codes; only then the page that was asked for. */
export function Enrolment() {
  const { t } = useTranslation();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const issue = async () =>
    setCodes((await api<IssuedRecoveryCodes>('POST', '/v1/account/recovery-codes')).codes);
  if (codes)
    return (
      <SigningInCard title={t('recovery.title')} lead={t('recovery.lead')}>
        <RecoveryCodes codes={codes} onFinish={() => void refreshSession()} />
      </SigningInCard>
    );
  return (
    <SigningInCard title={t('enrolment.title')} lead={t('enrolment.lead')}>
      <AuthenticatorApp onEnrolled={issue} />
      {passkeysWork() ? (
        <>
          <Divider label={t('signIn.or')} />
          <PasskeyEnrolment onEnrolled={issue} />
        </>
      ) : null}
      <Anchor
        component="button"
        type="button"
        size="sm"
        className={classes.leave}
        onClick={() => void signOut()}
      >
        {t('enrolment.signOut')}
      </Anchor>
    </SigningInCard>
  );
}

/** Key, then a code: also for who has a factor and wants another. */
export function AuthenticatorApp({ onEnrolled }: { onEnrolled: () => Promise<void> }) {
  const { t } = useTranslation();
  const begun = useQuery({
    queryKey: ['totp-enrolment'],
    queryFn: () => api<TotpEnrolmentView>('POST', '/v1/account/totp'),
    staleTime: Infinity,
    gcTime: 0,
  });
  const { run, busy, problem } = useAction(async (code: string) => {
    await api('PUT', '/v1/account/totp/confirmation', { body: { code } });
    await onEnrolled();
  });
  if (begun.error) return <ProblemNotice problem={problemOf(begun.error)} />;
  return (
    <>
      {begun.data ? <Key enrolment={begun.data} /> : null}
      <CodeProof
        busy={busy || begun.isPending}
        onCode={(code) => void run(code)}
        failed={problem}
        action={t('enrolment.turnOn')}
      />
      <ProblemNotice problem={problem} />
    </>
  );
}

function Key({ enrolment: { qr, key } }: { enrolment: TotpEnrolmentView }) {
  const { t } = useTranslation();
  return (
    <div className={classes.enrol}>
      <img
        className={classes.qr}
        alt={t('enrolment.qr')}
        src={`data:image/svg+xml,${encodeURIComponent(qr)}`}
      />
      <div>
        <Text size="sm">
          <b>1.</b> {t('enrolment.scan')}
        </Text>
        <Text className="mono foreign" component="code" aria-label={t('enrolment.key')}>
          {key.replace(/(.{4})(?=.)/g, '$1 ')}
        </Text>
        <CopyButton value={key}>
          {({ copied, copy }) => (
            <Anchor component="button" type="button" size="sm" onClick={copy} display="block">
              {copied ? t('enrolment.copied') : t('enrolment.copyKey')}
            </Anchor>
          )}
        </CopyButton>
        <Text size="sm" mt={4}>
          <b>2.</b> {t('enrolment.enter')}
        </Text>
      </div>
    </div>
  );
}

export function PasskeyEnrolment({ onEnrolled }: { onEnrolled: () => Promise<void> }) {
  const { t } = useTranslation();
  const { run, busy, problem } = useAction(async () => {
    const options = await api<PublicKeyCredentialCreationOptionsJSON>(
      'POST',
      '/v1/account/passkey-challenges',
    );
    const name = t('enrolment.passkeyName', { date: fullDay(Date.now(), localZone()) });
    await api('POST', '/v1/account/passkeys', { body: { name, credential: await createPasskey(options) } });
    await onEnrolled();
  });
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconKey size={16} aria-hidden />}
        loading={busy}
        onClick={() => void run()}
      >
        {t('enrolment.addPasskey')}
      </Button>
      <ProblemNotice problem={problem} />
    </>
  );
}
