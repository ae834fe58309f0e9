import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../api/problem';
import classes from './problem-notice.module.css';
import { WaitLine } from './wait-line';

/** A problem document as the server wrote it, with the id by which its log is searched. */
export function ProblemNotice({ problem, children }: { problem: Problem | null; children?: ReactNode }) {
  const { t } = useTranslation();
  if (!problem) return null;
  return (
    <Alert
      role="alert"
      className={classes.notice ?? ''}
      classNames={{ body: classes.body ?? '', icon: classes.icon ?? '' }}
      icon={<IconAlertTriangle aria-hidden />}
    >
      <Text fw={600} className="foreign">
        {problem.detail}
      </Text>
      {problem.errors
        ?.filter(({ detail }) => !problem.detail.includes(detail))
        .map(({ pointer, detail }) => (
          <Text key={pointer} size="sm" className="foreign">
            {pointer.replace(/^\//, '')} {detail}
          </Text>
        ))}
      {problem.retryAfterSeconds === undefined ? null : (
        <WaitLine key={problem.request_id} seconds={problem.retryAfterSeconds} />
      )}
      {problem.request_id ? (
        <Text size="xs" mt={4} className="mono foreign">
          {t('common.reference')} {problem.request_id}
        </Text>
      ) : null}
      {children}
    </Alert>
  );
}
