import { Button, Skeleton, Text, Title } from '@mantine/core';
import { IconLock, IconMapOff } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { problemOf } from '../api/problem';
import { useSignedIn } from '../api/session';
import classes from './page.module.css';
import { ProblemNotice } from './problem-notice';

interface Props<T> {
  readonly query: UseQueryResult<T>;
  /** What it takes to see it. */
  readonly permission?: string;
  /** Said where there is none of that name: none any more, or none for who asks. */
  readonly absent?: { readonly title: string; readonly lead: string };
  readonly children: (data: T) => ReactNode;
}

const ROWS = [0, 1, 2, 3];

/** What was asked for; or that it is on its way, that it may not be seen and who can change that, or how it failed. */
export function Loaded<T>({ query, permission, absent, children }: Props<T>) {
  const { t } = useTranslation();
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.isPending) return <Loading />;
  const problem = problemOf(query.error);
  if (problem.status === 403) return <NoAccess permission={permission} />;
  if (problem.status === 404)
    return <Absent title={absent?.title ?? t('ui.absent')} lead={absent?.lead ?? t('ui.absentLead')} />;
  return (
    <ProblemNotice problem={problem}>
      <Button variant="default" size="xs" mt="sm" onClick={() => void query.refetch()}>
        {t('common.tryAgain')}
      </Button>
    </ProblemNotice>
  );
}

/** Something is on its way. */
export function Loading() {
  const { t } = useTranslation();
  return (
    <div className={`card ${classes.loading}`} role="status" aria-label={t('common.loading')}>
      {ROWS.map((row) => (
        <Skeleton key={row} h={16} />
      ))}
    </div>
  );
}

function NoAccess({ permission }: { permission: string | undefined }) {
  const { t } = useTranslation();
  const { organization } = useSignedIn();
  return (
    <PageState icon={<IconLock size={32} aria-hidden />} title={t('ui.noAccess')}>
      <Text c="dimmed" className="foreign">
        {t('ui.noAccessLead', { organization: organization.name })}{' '}
        {permission === undefined ? null : t('ui.noAccessPermission', { permission })}
      </Text>
    </PageState>
  );
}

/** In place of one thing that cannot be found. */
export function Absent({ title, lead }: { title: string; lead: string }) {
  return (
    <PageState icon={<IconMapOff size={32} aria-hidden />} title={title}>
      <Text c="dimmed">{lead}</Text>
    </PageState>
  );
}

interface StateProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children: ReactNode;
}

/** In place of a list: why there is none, and what to do. */
export function PageState({ icon, title, children }: StateProps) {
  return (
    <div className={`card ${classes.state}`}>
      {icon}
      <Title order={2}>{title}</Title>
      {children}
    </div>
  );
}
