import { Progress, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SupportPerson, SupportProposal } from '../../../support/support.contract';
import { rangeText } from '../exports/export-table';
import { ago, minuteMoment } from '../preferences/moments';
import { useZone } from '../preferences/time-zone';
import { FactList, type Fact } from '../ui/fact-list';
import page from '../ui/page.module.css';
import { QueryLink } from '../ui/query-link';
import { textOfQuery } from '../ui/query-text';
import { personName, ProposalState } from './support-words';
import { useNow } from './use-now';

interface Props {
  readonly proposal: SupportProposal;
  readonly title: string;
  readonly lead: string;
  /** Whether its events can be seen from here. */
  readonly hasLog: boolean;
  /** What can be done about it. */
  readonly children: ReactNode;
}

/** An export that support proposes, whole: what is approved is what stands here. */
export function ProposalCard({ proposal, title, lead, hasLog, children }: Props) {
  return (
    <section className={`card ${page.section}`} aria-labelledby="proposal">
      <div className={page.head}>
        <Title order={2} id="proposal">
          {title}
        </Title>
        <ProposalState state={proposal.state} />
      </div>
      <Text size="sm" c="dimmed">
        {lead}
      </Text>
      <Clock proposal={proposal} />
      <ProposalFacts proposal={proposal} hasLog={hasLog} />
      <ProposalProgress proposal={proposal} />
      {children}
    </section>
  );
}

/** Twelve hours to approve, four to use. */
function Clock({ proposal: { state, lapses_at: lapses, usable_until: usable } }: Pick<Props, 'proposal'>) {
  const { t } = useTranslation();
  const { name: zone } = useZone();
  const now = useNow();
  const at = state === 'approved' ? usable : lapses;
  if ((state !== 'proposed' && state !== 'approved') || at === null) return null;
  return (
    <Text size="sm" fw={600}>
      {t(`support.proposal.clock.${state}`, { away: ago(at, now), moment: minuteMoment(at, zone) })}
    </Text>
  );
}

function ProposalFacts({ proposal, hasLog }: Pick<Props, 'proposal' | 'hasLog'>) {
  const { t } = useTranslation();
  const { name: zone } = useZone();
  const { query } = proposal;
  const text = textOfQuery(query);
  const step = (name: 'by' | 'decided' | 'started', who: SupportPerson | null, at: string | null): Fact[] =>
    who && at
      ? [
          [
            t(`support.proposal.${name}`),
            t('support.proposal.at', { who: personName(who), moment: minuteMoment(at, zone) }),
          ],
        ]
      : [];
  const facts: readonly Fact[] = [
    [
      t('support.proposal.what'),
      hasLog ? (
        <QueryLink key="q" text={text} from={query.from} to={query.to} />
      ) : (
        <span key="q" className="mono">
          {text === '' ? t('ui.everything') : text}
        </span>
      ),
    ],
    [t('support.proposal.range'), rangeText(proposal, zone, t('exports.open'))],
    [
      t('support.proposal.format'),
      t(`exports.format.${proposal.format as 'csv'}`, { defaultValue: proposal.format }),
    ],
    [t('support.proposal.zone'), proposal.time_zone],
    [t('support.proposal.reason'), proposal.reason],
    ...step('by', proposal.proposed_by, proposal.proposed_at),
    ...step('decided', proposal.decided_by, proposal.decided_at),
    ...step('started', proposal.used_by, proposal.used_at),
  ];
  return <FactList facts={facts} />;
}

function ProposalProgress({ proposal: { state, export: made } }: Pick<Props, 'proposal'>) {
  const { t } = useTranslation();
  if (state !== 'building' || !made) return null;
  const label = t('support.proposal.state.building');
  return (
    <div>
      <Progress value={made.percent} aria-label={label} />
      <Text size="sm" role="status" mt={4}>
        {label} · {made.percent} %
      </Text>
    </div>
  );
}
