import { Anchor } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PasswordResetAnswer } from '../../../auth/auth.contract';
import { api } from '../api/api';
import { FieldForm } from '../ui/field-form';
import { SigningInCard } from './card';
import { Done } from './done';

/** Asks for the mail; the answer is the same for every address. */
export function PasswordResetPage() {
  const { t } = useTranslation();
  const [answer, setAnswer] = useState<string | null>(null);
  if (answer !== null) return <Done title={t('reset.sentTitle')} lead={answer} />;
  const fields = [
    { name: 'email', label: t('signIn.email'), type: 'email', autoComplete: 'username' },
  ] as const;
  return (
    <SigningInCard title={t('reset.title')} lead={t('reset.lead')}>
      <FieldForm
        fields={fields}
        action={t('reset.send')}
        onSubmit={async (body) => {
          setAnswer((await api<PasswordResetAnswer>('POST', '/v1/password-resets', { body })).message);
        }}
      />
      <Anchor component={Link} to="/" size="sm">
        {t('signIn.back')}
      </Anchor>
    </SigningInCard>
  );
}

/** Where the mailed link leads. */
export function NewPasswordPage() {
  const { t } = useTranslation();
  const { token } = useParams({ strict: false }) as { token: string };
  const [done, setDone] = useState(false);
  if (done) return <Done title={t('reset.doneTitle')} lead={t('reset.done')} action={t('signIn.title')} />;
  const fields = [
    {
      name: 'password',
      label: t('reset.newPassword'),
      help: t('reset.rule'),
      type: 'password',
      autoComplete: 'new-password',
    },
  ] as const;
  return (
    <SigningInCard title={t('reset.newTitle')} lead={t('reset.newLead')}>
      <FieldForm
        fields={fields}
        action={t('reset.save')}
        onSubmit={async (body) => {
          await api('PUT', `/v1/password-resets/${encodeURIComponent(token)}`, { body });
          setDone(true);
        }}
      />
    </SigningInCard>
  );
}
