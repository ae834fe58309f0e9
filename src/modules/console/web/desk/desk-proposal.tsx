import { Button, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type { DeskRequest } from '../../../support/support.contract';
import { api } from '../api/api';
import { ProposalCard } from '../support/proposal-card';
import { refreshSupport } from '../support/support-words';
import { ConfirmedButton } from '../ui/confirmed-button';
import page from '../ui/page.module.css';
import { ProblemNotice } from '../ui/problem-notice';
import { useAction } from '../ui/use-action';
import { ProposeDialog } from './propose-dialog';

/** What is proposed, what can be done about it, and the way to propose. */
export function DeskProposal({ request }: { request: DeskRequest }) {
  const { t } = useTranslation();
  const { proposal } = request;
  return (
    <>
      {proposal ? (
        <ProposalCard
          proposal={proposal}
          title={t('support.proposal.deskTitle')}
          lead={t('support.proposal.deskLead')}
          hasLog={false}
        >
          <Steps request={request} />
        </ProposalCard>
      ) : null}
      <Proposing request={request} />
    </>
  );
}

function Steps({ request: { id, proposal } }: { request: DeskRequest }) {
  const { t } = useTranslation();
  const starting = useAction(async () => {
    await api('POST', `/v1/support/requests/${id}/export`);
    await refreshSupport();
  });
  const state = proposal?.state;
  if (state === 'delivered') return <Text size="sm">{t('desk.released')}</Text>;
  if (state !== 'proposed' && state !== 'approved') return null;
  const whyNot = state === 'proposed' ? t('desk.startWaits') : undefined;
  return (
    <>
      <div className={page.actions}>
        <Button
          size="compact-sm"
          disabled={whyNot !== undefined}
          title={whyNot}
          loading={starting.busy}
          onClick={() => void starting.run()}
        >
          {t('desk.start')}
        </Button>
        <Withdraw id={id} />
      </div>
      {whyNot === undefined ? null : (
        <Text size="xs" c="dimmed">
          {whyNot}
        </Text>
      )}
      <ProblemNotice problem={starting.problem} />
    </>
  );
}

function Withdraw({ id }: { id: string }) {
  const { t } = useTranslation();
  return (
    <ConfirmedButton
      label={t('desk.withdraw')}
      title={t('desk.withdrawTitle')}
      lead={t('desk.withdrawLead')}
      onConfirm={async () => {
        await api('DELETE', `/v1/support/requests/${id}/proposal`);
        await refreshSupport();
      }}
    />
  );
}

const OPEN = ['proposed', 'approved', 'building'];

function Proposing({ request }: { request: DeskRequest }) {
  const { t } = useTranslation();
  const [opened, dialog] = useDisclosure(false);
  const { proposal, state } = request;
  const open = proposal !== null && OPEN.includes(proposal.state) ? t('desk.proposalOpen') : undefined;
  const whyNot = state === 'closed' ? t('desk.closed') : open;
  return (
    <section className={`card ${page.section}`} aria-labelledby="propose">
      <Title order={2} id="propose">
        {proposal ? t('desk.proposeAgain') : t('desk.propose')}
      </Title>
      <Text size="sm" c="dimmed" className="foreign">
        {whyNot ?? t('desk.proposeLead', { organization: request.organization.name })}
      </Text>
      <div className={page.actions}>
        <Button
          size="compact-sm"
          variant={proposal ? 'default' : 'filled'}
          disabled={whyNot !== undefined}
          title={whyNot}
          onClick={dialog.open}
        >
          {t('desk.propose')}
        </Button>
      </div>
      <ProposeDialog key={request.id} request={request} opened={opened} onClose={dialog.close} />
    </section>
  );
}
