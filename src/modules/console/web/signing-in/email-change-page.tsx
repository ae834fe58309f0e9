import { Button } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api';
import { ProblemNotice } from '../ui/problem-notice';
import { useAction } from '../ui/use-action';
import { SigningInCard } from './card';
import { Done } from './done';

/** Where the mailed link leads. A click confirms: programs that look at links in mails do not. */
export function EmailChangePage() {
  const { t } = useTranslation();
  const { token } = useParams({ strict: false }) as { token: string };
  const [done, setDone] = useState(false);
  const { run, busy, problem } = useAction(async () => {
    await api('PUT', `/v1/email-changes/${encodeURIComponent(token)}`);
    setDone(true);
  });
  if (done)
    return (
      <Done title={t('emailChange.doneTitle')} lead={t('emailChange.done')} action={t('invitation.open')} />
    );
  return (
    <SigningInCard title={t('emailChange.title')} lead={t('emailChange.lead')}>
      <ProblemNotice problem={problem} />
      <Button loading={busy} onClick={() => void run()}>
        {t('emailChange.confirm')}
      </Button>
    </SigningInCard>
  );
}
