import { Button, Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PastVerification, VerificationView } from '../../../verification/verification.contract';
import { api } from '../api/api';
import { queryClient } from '../api/session';
import { fullMoment, number } from '../preferences/moments';
import { Notice } from '../ui/notice';
import page from '../ui/page.module.css';
import { ProblemNotice } from '../ui/problem-notice';
import { useAction } from '../ui/use-action';
import { Section } from './section';
import { VERIFICATION } from './use-integrity';
import { VerificationFindings } from './verification-findings';

interface Props {
  readonly view: VerificationView;
  readonly zone: string;
}

/** Whether what is stored is what was recorded: when it was looked at, and what was found. */
export function VerificationSection({ view, zone }: Props) {
  const { t } = useTranslation();
  const start = useAction(async () => {
    queryClient.setQueryData(VERIFICATION, await api<VerificationView>('POST', '/v1/verification'));
  });
  return (
    <Section title={t('integrity.verification.title')} lead={t('integrity.verification.lead')}>
      <State state={view.state} />
      <VerificationFindings view={view} />
      <dl className={page.facts}>
        <dt>{t('integrity.verification.newest')}</dt>
        <dd>
          <Look look={view.newest} zone={zone} />
        </dd>
        <dt>{t('integrity.verification.whole')}</dt>
        <dd>
          <Look look={view.whole} zone={zone} />
        </dd>
      </dl>
      {view.running ? <Running running={view.running} zone={zone} /> : null}
      <ProblemNotice problem={start.problem} />
      <div className={page.actions}>
        <Button
          variant="default"
          size="xs"
          loading={start.busy}
          disabled={view.running !== null}
          title={view.running ? t('integrity.verification.underWay') : undefined}
          onClick={() => void start.run()}
        >
          {t('integrity.verification.start')}
        </Button>
      </div>
    </Section>
  );
}

function State({ state }: Pick<VerificationView, 'state'>) {
  const { t } = useTranslation();
  if (state === 'sound') return <Notice kind="good" title={t('integrity.verification.sound')} />;
  const kind = state === 'violated' ? 'bad' : 'wait';
  const lead = state === 'violated' ? 'violatedLead' : 'neverLead';
  return (
    <Notice kind={kind} title={t(`integrity.verification.${state}`)}>
      <Text size="sm">{t(`integrity.verification.${lead}`)}</Text>
    </Notice>
  );
}

function Look({ look, zone }: { look: PastVerification | null; zone: string }) {
  const { t } = useTranslation();
  if (!look) return t('integrity.verification.notLooked');
  const when = { when: fullMoment(look.at, zone), zone };
  const numbers = {
    from: number(look.from_sequence),
    through: number(look.through_sequence),
    confirmed: number(look.confirmed_size),
  };
  return (
    <>
      {t('integrity.verification.looked', { ...when, ...numbers })}
      <br />
      <Counts look={look} />
    </>
  );
}

function Counts({ look }: { look: PastVerification }) {
  const { t } = useTranslation();
  const verdicts = ['present', 'erased', 'purged', 'missing', 'altered'] as const;
  const counts = verdicts
    .filter((verdict) => verdict === 'present' || look.counts[verdict] > 0)
    .map((verdict) =>
      t(`integrity.verification.verdict.${verdict}`, { formatted: number(look.counts[verdict]) }),
    );
  const taken = look.taken_by.map(({ verdict, sequence, events }) =>
    sequence === null
      ? t('integrity.verification.taken_unknown', { formatted: number(events), verdict })
      : t(`integrity.verification.taken_${verdict}`, { formatted: number(events), number: number(sequence) }),
  );
  return [...counts, ...taken].join(' · ');
}

function Running({ running, zone }: { running: NonNullable<VerificationView['running']>; zone: string }) {
  const { t } = useTranslation();
  const { since, through_sequence: through, last_sequence: last, percent } = running;
  const words =
    last === null
      ? t('integrity.verification.waiting', { when: fullMoment(since, zone) })
      : t('integrity.verification.running', { through: number(through), last: number(last) });
  return (
    <div role="status">
      <Progress value={percent} aria-label={t('integrity.verification.underWay')} />
      <Text size="sm">{words}</Text>
    </div>
  );
}
