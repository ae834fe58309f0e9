import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { problemOf } from '../api/problem';
import { refreshSession } from '../api/session';
import { SigningInCard } from '../signing-in/card';
import { ProblemNotice } from '../ui/problem-notice';

/** The server does not even say who is signed in. It is asked again by itself. */
export function Unreachable({ reason }: { reason: Error }) {
  const { t } = useTranslation();
  const problem = problemOf(reason);
  const lead = problem.status === 0 ? t('connection.offline') : t('connection.unavailable');
  return (
    <SigningInCard title={problem.title} lead={lead}>
      <ProblemNotice problem={problem} />
      <Button variant="default" onClick={() => void refreshSession()}>
        {t('common.tryAgain')}
      </Button>
    </SigningInCard>
  );
}
