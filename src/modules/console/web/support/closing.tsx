import { Button, Group, Text, Textarea, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SupportRequestDetails } from '../../../support/support.contract';
import { api } from '../api/api';
import { faultOf } from '../api/problem';
import { minuteMoment } from '../preferences/moments';
import { useZone } from '../preferences/time-zone';
import { ConfirmedButton } from '../ui/confirmed-button';
import page from '../ui/page.module.css';
import { ProblemNotice } from '../ui/problem-notice';
import { SmallButton } from '../ui/small-button';
import { useAction } from '../ui/use-action';
import { personName, refreshSupport } from './support-words';

/** How a request ends: by a word whether it helped, or without; and how it begins again. */
export function Closing({ request }: { request: SupportRequestDetails }) {
  if (request.state === 'closed') return <Closed request={request} />;
  if (request.first_answered_at === null)
    return (
      <section className={`card ${page.section}`}>
        <div className={page.actions}>
          <CloseButton id={request.id} />
        </div>
      </section>
    );
  return <Feedback id={request.id} />;
}

function CloseButton({ id }: { id: string }) {
  const { t } = useTranslation();
  return (
    <ConfirmedButton
      label={t('support.close')}
      title={t('support.closeTitle')}
      lead={t('support.closeLead')}
      onConfirm={async () => {
        await api('PUT', `/v1/support-requests/${id}/closure`);
        await refreshSupport();
      }}
    />
  );
}

function Closed({ request: { id, closed_at: at, closed_by: by } }: { request: SupportRequestDetails }) {
  const { t } = useTranslation();
  const { name: zone } = useZone();
  const reopening = useAction(async () => {
    await api('DELETE', `/v1/support-requests/${id}/closure`);
    await refreshSupport();
  });
  return (
    <section className={`card ${page.section}`}>
      <Text size="sm" className="foreign">
        {by && at ? t('support.closedBy', { who: personName(by), moment: minuteMoment(at, zone) }) : null}
      </Text>
      <div className={page.actions}>
        <SmallButton loading={reopening.busy} onClick={() => void reopening.run()}>
          {t('support.reopen')}
        </SmallButton>
      </div>
      <ProblemNotice problem={reopening.problem} />
    </section>
  );
}

function Feedback({ id }: { id: string }) {
  const { t } = useTranslation();
  const [comment, setComment] = useState('');
  const saying = useAction(async (helped: boolean) => {
    const text = comment.trim();
    await api('PUT', `/v1/support-requests/${id}/feedback`, {
      body: text === '' ? { helped } : { helped, comment: text },
    });
    await refreshSupport();
  });
  return (
    <section className={`card ${page.section}`} aria-labelledby="feedback">
      <Title order={2} id="feedback">
        {t('support.feedback')}
      </Title>
      <Text size="sm" c="dimmed">
        {t('support.feedbackLead')}
      </Text>
      <Textarea
        label={t('support.comment')}
        autosize
        minRows={2}
        maxLength={2_000}
        error={faultOf(saying.problem, 'comment')}
        value={comment}
        onChange={(event) => setComment(event.target.value)}
      />
      <ProblemNotice problem={saying.problem} />
      <Group gap="xs">
        <Button size="compact-sm" loading={saying.busy} onClick={() => void saying.run(true)}>
          {t('support.yes')}
        </Button>
        <SmallButton loading={saying.busy} onClick={() => void saying.run(false)}>
          {t('support.no')}
        </SmallButton>
        <CloseButton id={id} />
      </Group>
    </section>
  );
}
