import { Anchor, Button, CopyButton, Group, Skeleton, Text, Title } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../api/problem';
import { useSignedIn } from '../api/session';
import { fullDay } from '../preferences/moments';
import { ProblemNotice } from '../ui/problem-notice';
import classes from './page.module.css';
import { useExtent, type LogState } from './use-log';

export function State({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <div className={classes.state}>
      {icon}
      <Title order={2}>{title}</Title>
      {children}
    </div>
  );
}

const ROWS = Array.from({ length: 12 }, (_, row) => row);
const WIDTHS = ['8%', '10%', '14%', '12%', '24%', '8%'];

/** Rows as they will stand, so that nothing jumps when they come. */
export function Loading() {
  const { t } = useTranslation();
  return (
    <div className={classes.loading} role="status" aria-label={t('common.loading')}>
      {ROWS.map((row) => (
        <div key={row} className={classes.loadingRow}>
          {WIDTHS.map((width) => (
            <Skeleton key={width} h={12} w={width} />
          ))}
        </div>
      ))}
    </div>
  );
}

/** "Events since …": said where somebody might miss older ones. */
export function Since() {
  const { t } = useTranslation();
  const { data: extent } = useExtent();
  if (!extent) return null;
  return (
    <Text size="sm" c="dimmed">
      {t('state.since', { since: fullDay(extent.since, 'UTC') })}
    </Text>
  );
}

/** The range begins before the log does. */
export function BeforeSince({ from }: { from: string | undefined }) {
  const { t } = useTranslation();
  const { data: extent } = useExtent(from !== undefined);
  if (!extent || from === undefined || extent.purged_through === null || from >= extent.since) return null;
  return (
    <Text className={classes.since} size="sm">
      {t('state.beforeSince', { since: fullDay(extent.since, 'UTC') })}{' '}
      <Anchor component={Link} to="/retention" inherit>
        {t('state.purges')}
      </Anchor>
    </Text>
  );
}

/** What went wrong with the search, and what helps. */
export function Refused({ problem, log }: { problem: Problem; log: LogState }) {
  const { t } = useTranslation();
  if (problem.status === 403) return <NoAccess />;
  return (
    <div className={classes.refused}>
      <ProblemNotice problem={problem}>
        <Group gap="xs" mt="sm">
          <Button
            variant="default"
            size="xs"
            onClick={() => log.ask({ range: '24h', from: undefined, to: undefined })}
          >
            {t('state.tryDay')}
          </Button>
          {log.search.cursor === undefined ? null : (
            <Button variant="default" size="xs" onClick={() => log.ask({})}>
              {t('state.firstPage')}
            </Button>
          )}
          <Button variant="default" size="xs" onClick={() => log.ask({ q: undefined })}>
            × {t('log.clearAll')}
          </Button>
          <CopyButton value={JSON.stringify(problem, null, 2)}>
            {({ copied, copy }) => (
              <Button variant="default" size="xs" onClick={copy}>
                {copied ? t('common.copied') : t('state.copyDetails')}
              </Button>
            )}
          </CopyButton>
        </Group>
      </ProblemNotice>
    </div>
  );
}

function NoAccess() {
  const { t } = useTranslation();
  const { organization } = useSignedIn();
  return (
    <State icon={<IconLock size={32} aria-hidden />} title={t('state.noAccess')}>
      <Text c="dimmed" className="foreign">
        {t('state.noAccessLead', { organization: organization.name })}
      </Text>
      <Anchor component={Link} to="/account/activity">
        {t('state.ownActivity')}
      </Anchor>
    </State>
  );
}
