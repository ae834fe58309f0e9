import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ApprovalPage, ApprovalView } from '../../../approvals/approvals.contract';
import { api } from '../api/api';
import { useSignedIn } from '../api/session';
import { Notice } from '../ui/notice';
import { permissionFor, placeOf } from './decide';
import { needsSomebody } from './decision';

/** Tells whether a request waits for whoever looks at it. */
export function useIsForMe(): (approval: ApprovalView) => boolean {
  const { account, permissions } = useSignedIn();
  return (approval) =>
    needsSomebody(approval) &&
    approval.requested_by.id !== account.id &&
    placeOf(approval) !== null &&
    permissions.includes(permissionFor(approval));
}

/** That something waits for this person's approval, and where; nothing when nothing does. */
export function WaitingForYou() {
  const { t } = useTranslation();
  const isForMe = useIsForMe();
  const { data } = useQuery({
    queryKey: ['approvals', 'open'],
    queryFn: ({ signal }) =>
      api<ApprovalPage>('GET', '/v1/approvals', { query: { state: 'open', limit: 200 }, signal }),
  });
  const count = data?.data.filter(isForMe).length ?? 0;
  return (
    <>
      {count === 0 ? null : (
        <Notice kind="note" title={t('approvals.count', { count })}>
          {' '}
          <Anchor component={Link} to="/approvals" inherit>
            {t('approvals.all')}
          </Anchor>
        </Notice>
      )}
    </>
  );
}
