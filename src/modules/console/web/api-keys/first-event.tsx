import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Pill } from '../ui/pill';
import { ProblemNotice } from '../ui/problem-notice';
import classes from '../ui/page.module.css';
import { useFirstEvent } from './use-first-event';

/** Whether the key has been heard of: nothing yet, a request that was refused and why, or its first event. */
export function FirstEvent({ keyId }: { keyId: string }) {
  const { t } = useTranslation();
  const { event, refused, isListening, problem } = useFirstEvent(keyId);
  const problemOfRequest = refused?.outcome_reason ?? refused?.summary ?? '';
  return (
    <div role="status">
      {event ? (
        <Text size="sm">
          <Pill tone="good">{t('apiKeys.received')}</Pill>{' '}
          <Link to="/audit-log/events/$id" params={{ id: event.id }} className={classes.link}>
            {t('apiKeys.show', { summary: event.summary ?? event.action })}
          </Link>
        </Text>
      ) : (
        <Text size="sm">
          {t('apiKeys.waiting')}{' '}
          <Pill tone="going">{isListening ? t('apiKeys.listening') : t('apiKeys.connecting')}</Pill>
        </Text>
      )}
      {refused && !event ? (
        <Text size="sm" className="foreign" mt={4}>
          <Pill tone="bad">{t('apiKeys.refused')}</Pill> {problemOfRequest}
        </Text>
      ) : null}
      <ProblemNotice problem={problem} />
    </div>
  );
}
