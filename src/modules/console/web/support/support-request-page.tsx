import { Anchor, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { SupportRequestDetails } from '../../../support/support.contract';
import { api } from '../api/api';
import { Loaded } from '../ui/loaded';
import page from '../ui/page.module.css';
import { useWhyNot } from '../ui/permissions';
import { SmallButton } from '../ui/small-button';
import { Closing } from './closing';
import { Conversation } from './conversation';
import { ProposalDecision } from './proposal-decision';
import { RequestFacts } from './request-facts';
import classes from './support.module.css';

/** Between two looks at what is being prepared: each look leaves an event. */
const LOOK_MS = 5_000;

/** One request for support, as its organization sees it; the address that mails link to. */
export function SupportRequestPage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: '/inside/support/$id' });
  const query = useQuery({
    queryKey: ['support', 'request', id],
    queryFn: ({ signal }) =>
      api<SupportRequestDetails>('GET', `/v1/support-requests/${encodeURIComponent(id)}`, { signal }),
    staleTime: 0,
    refetchOnWindowFocus: true,
    refetchInterval: ({ state }) => (state.data?.proposal?.state === 'building' ? LOOK_MS : false),
  });
  return (
    <div className={page.page}>
      <Group justify="space-between">
        <Anchor component={Link} to="/support" size="sm">
          ‹ {t('support.back')}
        </Anchor>
        <SmallButton loading={query.isFetching} onClick={() => void query.refetch()}>
          {t('support.refresh')}
        </SmallButton>
      </Group>
      <Loaded query={query} absent={{ title: t('support.notThere'), lead: t('support.notThereLead') }}>
        {(request) => <Request request={request} />}
      </Loaded>
    </div>
  );
}

function Request({ request }: { request: SupportRequestDetails }) {
  const { t } = useTranslation();
  const mayRead = useWhyNot('audit:read') === undefined;
  return (
    <div className={classes.two}>
      <div className={classes.side}>
        <RequestFacts request={request} hasLog={mayRead} />
        <Conversation
          messages={request.messages}
          path={`/v1/support-requests/${request.id}/messages`}
          isClosed={request.state === 'closed'}
          label={t('support.write')}
          action={t('support.sendMessage')}
        />
      </div>
      <div className={classes.side}>
        <ProposalDecision request={request} />
        <Closing request={request} />
      </div>
    </div>
  );
}
