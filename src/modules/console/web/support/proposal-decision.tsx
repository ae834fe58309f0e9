import { Anchor, Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Export } from '../../../exports/exports.contract';
import type { SupportProposal, SupportRequestView } from '../../../support/support.contract';
import { api } from '../api/api';
import { useSignedIn } from '../api/session';
import { Condition, Download, isUnderWay } from '../exports/export-parts';
import { ConfirmedButton } from '../ui/confirmed-button';
import { Loaded } from '../ui/loaded';
import page from '../ui/page.module.css';
import { useWhyNot } from '../ui/permissions';
import { ProblemNotice } from '../ui/problem-notice';
import { useAction } from '../ui/use-action';
import { ProposalCard } from './proposal-card';
import { refreshSupport } from './support-words';

/** What the organization decides of a proposal: an Owner, after a fresh proof (the server asks for it). */
export function ProposalDecision({ request }: { request: SupportRequestView }) {
  const { t } = useTranslation();
  const mayRead = useWhyNot('audit:read') === undefined;
  const { proposal } = request;
  if (!proposal) return null;
  return (
    <ProposalCard
      proposal={proposal}
      title={t('support.proposal.title')}
      lead={t('support.proposal.lead')}
      hasLog={mayRead}
    >
      <DecisionButtons id={request.id} proposal={proposal} />
      <ReleasedFile proposal={proposal} />
    </ProposalCard>
  );
}

interface Props {
  readonly id: string;
  readonly proposal: SupportProposal;
}

const REFUSALS = { proposed: 'decline', approved: 'revoke', building: 'stop' } as const;

/** Approve and decline; or what is left to be stopped. */
export function DecisionButtons({ id, proposal }: Props) {
  const { t } = useTranslation();
  const { account } = useSignedIn();
  const mayNot = useWhyNot('support:grant');
  const { state } = proposal;
  if (state !== 'proposed' && state !== 'approved' && state !== 'building') return null;
  const isOwn = proposal.proposed_by.id === account.id;
  const whyNot = mayNot ?? (isOwn ? t('support.proposal.approveOwn') : undefined);
  const refusal = REFUSALS[state];
  return (
    <>
      <div className={page.actions}>
        {state === 'proposed' ? <Approve id={id} proposal={proposal} whyNot={whyNot} /> : null}
        <ConfirmedButton
          label={t(`support.proposal.${refusal}`)}
          title={t(`support.proposal.${refusal}Title`)}
          lead={t(`support.proposal.${refusal}Lead`)}
          whyNot={mayNot}
          onConfirm={async () => {
            await api('DELETE', `/v1/support-requests/${id}/approval`);
            await refreshSupport();
          }}
        />
      </div>
      {whyNot === undefined ? null : (
        <Text size="xs" c="dimmed">
          {whyNot}
        </Text>
      )}
    </>
  );
}

/** By the id of what was read: another proposal, made meanwhile, is not approved unseen. */
function Approve({ id, proposal, whyNot }: Props & { whyNot: string | undefined }) {
  const { t } = useTranslation();
  const { run, busy, problem } = useAction(async () => {
    await api('PUT', `/v1/support-requests/${id}/approval`, { body: { proposal_id: proposal.id } });
    await refreshSupport();
  });
  return (
    <>
      <Button
        size="compact-sm"
        disabled={whyNot !== undefined}
        title={whyNot}
        loading={busy}
        onClick={() => void run()}
      >
        {t('support.proposal.approve')}
      </Button>
      <ProblemNotice problem={problem} />
    </>
  );
}

/** How far the file is and, once it is there, the way to it: for who may export. */
function ReleasedFile({ proposal: { state, export: made } }: { proposal: SupportProposal }) {
  const { t } = useTranslation();
  const { organization } = useSignedIn();
  const mayNot = useWhyNot('audit:export');
  if (made?.id === undefined) return null;
  if (mayNot === undefined) return <OwnExport id={made.id} />;
  if (state !== 'delivered') return null;
  return <Text size="sm">{t('support.proposal.mayNotOpen', { organization: organization.name })}</Text>;
}

/** Between two looks at what is being written: each look leaves an event. */
const LOOK_MS = 3_000;

function OwnExport({ id }: { id: string }) {
  const { t } = useTranslation();
  const query = useQuery({
    queryKey: ['export', id],
    staleTime: 0,
    queryFn: ({ signal }) => api<Export>('GET', `/v1/exports/${id}`, { signal }),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data.state) ? LOOK_MS : false),
  });
  const condition = query.data?.state;
  useEffect(() => {
    if (condition === 'finished' || condition === 'failed') void refreshSupport();
  }, [condition]);
  return (
    <Loaded query={query} permission="audit:export">
      {(data) => (
        <div>
          <Condition data={data} />
          <div className={page.actions}>
            {data.state === 'finished' ? <Download file={data} /> : null}
            <Anchor component={Link} to={`/exports/${id}`} size="sm">
              {t('support.proposal.open')}
            </Anchor>
          </div>
        </div>
      )}
    </Loaded>
  );
}
