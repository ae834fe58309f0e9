import { Anchor, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { DeskRequest } from '../../../support/support.contract';
import { api } from '../api/api';
import { Conversation } from '../support/conversation';
import { RequestFacts } from '../support/request-facts';
import classes from '../support/support.module.css';
import { Loaded } from '../ui/loaded';
import page from '../ui/page.module.css';
import { SmallButton } from '../ui/small-button';
import { DeskProposal } from './desk-proposal';
import { ForOperators } from './for-operators';

/** Between two looks at what is being prepared: each stands in two logs. */
const LOOK_MS = 5_000;

/** One request, as an operator works on it. */
export function DeskRequestPage() {
  return (
    <ForOperators>
      <DeskRequestView />
    </ForOperators>
  );
}

function DeskRequestView() {
  const { t } = useTranslation();
  const { id } = useParams({ from: '/inside/desk/$id' });
  const query = useQuery({
    queryKey: ['desk', 'request', id],
    staleTime: 0,
    queryFn: ({ signal }) =>
      api<DeskRequest>('GET', `/v1/support/requests/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: ({ state }) => (state.data?.proposal?.state === 'building' ? LOOK_MS : false),
  });
  return (
    <div className={page.page}>
      <Group justify="space-between">
        <Anchor component={Link} to="/desk" size="sm">
          ‹ {t('desk.title')}
        </Anchor>
        <SmallButton loading={query.isFetching} onClick={() => void query.refetch()}>
          {t('support.refresh')}
        </SmallButton>
      </Group>
      <Loaded query={query} absent={{ title: t('support.notThere'), lead: t('ui.absentLead') }}>
        {(request) => <Work request={request} />}
      </Loaded>
    </div>
  );
}

function Work({ request }: { request: DeskRequest }) {
  const { t } = useTranslation();
  const { organization } = request;
  return (
    <div className={classes.two}>
      <div className={classes.side}>
        <RequestFacts request={request} hasLog={false} more={[[t('desk.organization'), organization.name]]} />
        <Conversation
          messages={request.messages}
          path={`/v1/support/requests/${request.id}/messages`}
          isClosed={request.state === 'closed'}
          label={t('desk.answer')}
          action={t('desk.sendAnswer')}
        />
      </div>
      <div className={classes.side}>
        <DeskProposal request={request} />
      </div>
    </div>
  );
}
