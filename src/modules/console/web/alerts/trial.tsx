import { Button, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AlertRuleTrial, Condition, FiringExample } from '../../../alerts/alerts.contract';
import { api } from '../api/api';
import { minuteMoment, number, shortDay } from '../preferences/moments';
import { useZone } from '../preferences/time-zone';
import page from '../ui/page.module.css';
import { ProblemNotice } from '../ui/problem-notice';
import { useAction } from '../ui/use-action';
import { useGroupWords } from './alert-words';
import classes from './alerts.module.css';

interface TrialProps {
  readonly condition: Condition;
  readonly isAskable: boolean;
}

/** How often it would have fired; nothing is stored. */
export function Trial({ condition, isAskable }: TrialProps) {
  const { t } = useTranslation();
  const { name: zone } = useZone();
  const [result, setResult] = useState<AlertRuleTrial | null>(null);
  const { run, busy, problem } = useAction(async () => {
    setResult(null);
    setResult(await api<AlertRuleTrial>('POST', '/v1/alert-rules/trials', { body: condition }));
  });
  return (
    <>
      <Button
        variant="default"
        loading={busy}
        disabled={!isAskable}
        title={isAskable ? undefined : t('alerts.trialWhyNot')}
        onClick={() => void run()}
      >
        {t('alerts.trial')}
      </Button>
      <Text size="sm" role="status">
        {result === null
          ? null
          : t('alerts.trialResult', { count: result.firings, matched: number(result.matched) })}
        {result === null || result.complete
          ? null
          : ` ${t('alerts.trialPart', { from: shortDay(result.examined.from, zone) })}`}
      </Text>
      {result ? <Examples examples={result.examples} zone={zone} /> : null}
      <ProblemNotice problem={problem} />
    </>
  );
}

const FIRST = 5;

/** The newest of the times at which it would have fired, each with the event that made it enough. */
function Examples({ examples, zone }: { examples: readonly FiringExample[]; zone: string }) {
  const { t } = useTranslation();
  const groupWords = useGroupWords();
  if (examples.length === 0) return null;
  return (
    <ul className={classes.examples} aria-label={t('alerts.trialExamples')}>
      {examples.slice(0, FIRST).map(({ at, group, count, last_event: { id } }) => (
        <li key={`${id} ${at}`} className="foreign">
          <Link to="/audit-log/events/$id" params={{ id }} target="_blank" className={page.link ?? ''}>
            {minuteMoment(at, zone)}
          </Link>{' '}
          {groupWords(group)} · {t('alerts.events', { count, number: number(count) })}
        </li>
      ))}
    </ul>
  );
}
