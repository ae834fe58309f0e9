import { Button } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AcceptedInvitation } from '../../../members/members.contract';
import { api } from '../api/api';
import { refreshSession, useSession } from '../api/session';
import { FieldForm } from '../ui/field-form';
import { ProblemNotice } from '../ui/problem-notice';
import { useAction } from '../ui/use-action';
import { SigningInCard } from './card';
import { Done } from './done';

type Accept = (body: object) => Promise<void>;

/** Where the mailed invitation leads: a new account, the password of the one there is, or the session there is. */
export function InvitationPage() {
  const { t } = useTranslation();
  const { token } = useParams({ strict: false }) as { token: string };
  const session = useSession();
  const [joined, setJoined] = useState<string | null>(null);
  const accept: Accept = async (body) => {
    const path = `/v1/invitations/${encodeURIComponent(token)}/acceptance`;
    const { organization } = await api<AcceptedInvitation>('POST', path, { body });
    await refreshSession();
    setJoined(organization.name);
  };
  if (session.isPending) return null;
  const isSignedIn = Boolean(session.data && !session.data.factors.required);
  if (joined !== null)
    return (
      <Done
        title={t('invitation.doneTitle', { organization: joined })}
        lead={isSignedIn ? '' : t('invitation.done')}
        action={isSignedIn ? t('invitation.open') : t('invitation.go')}
      />
    );
  return isSignedIn ? (
    <AsSignedIn email={session.data?.account.email ?? ''} accept={accept} />
  ) : (
    <AsSomebody accept={accept} />
  );
}

function AsSignedIn({ email, accept }: { email: string; accept: Accept }) {
  const { t } = useTranslation();
  const { run, busy, problem } = useAction(accept);
  return (
    <SigningInCard title={t('invitation.title')} lead={t('invitation.signedInLead', { email })}>
      <ProblemNotice problem={problem} />
      <Button loading={busy} onClick={() => void run({})}>
        {t('invitation.accept')}
      </Button>
    </SigningInCard>
  );
}

function AsSomebody({ accept }: { accept: Accept }) {
  const { t } = useTranslation();
  const fields = [
    { name: 'name', label: t('invitation.name'), autoComplete: 'name' },
    {
      name: 'password',
      label: t('invitation.password'),
      help: t('reset.rule'),
      type: 'password',
      autoComplete: 'new-password',
    },
  ] as const;
  return (
    <SigningInCard title={t('invitation.title')} lead={t('invitation.lead')}>
      <FieldForm fields={fields} action={t('invitation.accept')} onSubmit={accept} />
    </SigningInCard>
  );
}
