import { Text, Title } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ApprovalPage, ApprovalView } from '../../../approvals/approvals.contract';
import { api } from '../api/api';
import { Loaded, PageState } from '../ui/loaded';
import page from '../ui/page.module.css';
import { Paging, useCursor } from '../ui/paging';
import { ApprovalCard } from './approval-card';
import classes from './approvals.module.css';
import { isOpen } from './decision';
import { useIsForMe } from './waiting';

/** What one person asked for and another has to agree to; mails about such requests link here. */
export function ApprovalsPage() {
  const { t } = useTranslation();
  const [cursor, setCursor] = useCursor();
  const query = useQuery({
    queryKey: ['approvals', 'all', cursor],
    queryFn: ({ signal }) =>
      api<ApprovalPage>('GET', '/v1/approvals', { query: { limit: 25, cursor }, signal }),
  });
  return (
    <div className={page.page}>
      <Text size="sm" c="dimmed">
        {t('approvals.lead')}
      </Text>
      <Loaded query={query}>
        {(found) => (
          <>
            {found.data.length === 0 ? <Nothing /> : <Groups approvals={found.data} />}
            <Paging page={found} onTurn={setCursor} />
          </>
        )}
      </Loaded>
    </div>
  );
}

function Groups({ approvals }: { approvals: readonly ApprovalView[] }) {
  const { t } = useTranslation();
  const isForMe = useIsForMe();
  const open = approvals.filter(isOpen);
  return (
    <>
      <Group title={t('approvals.forYou')} approvals={open.filter(isForMe)} />
      <Group title={t('approvals.others')} approvals={open.filter((one) => !isForMe(one))} />
      <Group title={t('approvals.decided')} approvals={approvals.filter((one) => !isOpen(one))} />
    </>
  );
}

function Group({ title, approvals }: { title: string; approvals: readonly ApprovalView[] }) {
  if (approvals.length === 0) return null;
  return (
    <section className="card" aria-label={title}>
      <Title order={2} className={classes.title ?? ''}>
        {title}
      </Title>
      <ul className={classes.list}>
        {approvals.map((approval) => (
          <ApprovalCard key={approval.id} approval={approval} />
        ))}
      </ul>
    </section>
  );
}

function Nothing() {
  const { t } = useTranslation();
  return (
    <PageState icon={<IconUsersGroup size={32} aria-hidden />} title={t('approvals.none')}>
      <Text c="dimmed">{t('approvals.noneLead')}</Text>
    </PageState>
  );
}
