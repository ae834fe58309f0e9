import { Anchor, Button, Code, Group, Skeleton, Text, Title } from '@mantine/core';
import { IconFileOff, IconInbox, IconLock } from '@tabler/icons-react';
import { useQueries } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventHistogram } from '../../../audit/audit.counts.contract';
import { api } from '../api/api';
import type { Problem } from '../api/problem';
import { useSignedIn } from '../api/session';
import { fullDay, number } from '../preferences/moments';
import { ProblemNotice } from '../ui/problem-notice';
import classes from './page.module.css';
import { parametersOf } from './parameters';
import { queryOf, termsOf } from './query-terms';
import { longer } from './time-range';
import { useExtent, type LogState } from './use-log';

function State({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <div className={classes.state}>
      {icon}
      <Title order={2}>{title}</Title>
      {children}
    </div>
  );
}

const ROWS = [0, 1, 2, 3, 4, 5, 6, 7];

export function Loading() {
  const { t } = useTranslation();
  return (
    <div className={classes.loading} role="status" aria-label={t('common.loading')}>
      {ROWS.map((row) => (
        <Skeleton key={row} h={16} />
      ))}
    </div>
  );
}

/** Nothing was found: is there anything at all, and which single filter hides how much? */
export function Nothing({ log }: { log: LogState }) {
  const { data: extent } = useExtent();
  return extent && extent.oldest_event_at === null && log.q === '' ? <NoEvents /> : <NoMatch log={log} />;
}

function NoEvents() {
  const { t } = useTranslation();
  const example = `curl ${window.location.origin}/v1/events -H "Authorization: Bearer $KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"action":"report.opened","source":"flow","actor":{"type":"user","id":"u1"}}'`;
  return (
    <State icon={<IconInbox size={32} aria-hidden />} title={t('state.noEvents')}>
      <Text c="dimmed">{t('state.noEventsLead')}</Text>
      <Code block>{example}</Code>
      <Anchor href="/docs">{t('state.apiDocs')}</Anchor>
    </State>
  );
}

function NoMatch({ log }: { log: LogState }) {
  const { t } = useTranslation();
  const ways = useWaysOut(log);
  return (
    <State icon={<IconFileOff size={32} aria-hidden />} title={t('state.noMatch')}>
      <Text c="dimmed" className="foreign">
        {log.q === '' ? null : <Code>{log.q}</Code>} {t('state.noMatchLead')}
      </Text>
      <Group gap="xs" justify="center">
        {ways.map(({ label, count, go }) => (
          <Button key={label} variant="default" size="xs" onClick={go}>
            {label} ({t('state.removeCount', { count, formatted: number(count) })})
          </Button>
        ))}
        {log.q === '' ? null : (
          <Button variant="default" size="xs" onClick={() => log.ask({ q: undefined })}>
            × {t('log.clearAll')}
          </Button>
        )}
      </Group>
      <Since />
    </State>
  );
}

interface WayOut {
  readonly label: string;
  readonly patch: { readonly q?: string; readonly range?: string };
}

const MOST_WAYS = 6;

/** Each filter taken away, and a longer range: with how many events there would then be. */
function useWaysOut(log: LogState): { label: string; count: number; go: () => void }[] {
  const { t } = useTranslation();
  const terms = termsOf(log.q).slice(0, MOST_WAYS);
  const wider = log.search.from === undefined ? longer(log.search.range) : null;
  const ways: WayOut[] = [
    ...terms.map((term, index) => ({
      label: t('state.remove', { term }),
      patch: { q: queryOf(terms.filter((_, at) => at !== index)) },
    })),
    ...(wider === null
      ? []
      : [{ label: t('state.widen', { range: t(`range.${wider as '30d'}`) }), patch: { range: wider } }]),
  ];
  const answers = useQueries({
    queries: ways.map(({ patch }) => ({
      queryKey: ['way-out', parametersOf({ ...log.search, ...patch }, log.zone)],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        api<EventHistogram>('GET', '/v1/events/histogram', {
          query: parametersOf({ ...log.search, ...patch }, log.zone),
          signal,
        }),
    })),
  });
  return ways.flatMap(({ label, patch }, index) => {
    const count = answers[index]?.data?.total.count ?? 0;
    return count === 0 ? [] : [{ label, count, go: () => log.ask(patch) }];
  });
}

/** "Events since …": said where somebody might miss older ones. */
function Since() {
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
      {t('state.beforeSince', { since: fullDay(extent.since, 'UTC') })}
    </Text>
  );
}

/** What went wrong with the search, and what helps. */
export function Refused({ problem, log }: { problem: Problem; log: LogState }) {
  const { t } = useTranslation();
  const { organization } = useSignedIn();
  if (problem.status === 403)
    return (
      <State icon={<IconLock size={32} aria-hidden />} title={t('state.noAccess')}>
        <Text c="dimmed" className="foreign">
          {t('state.noAccessLead', { organization: organization.name })}
        </Text>
      </State>
    );
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
          <Button variant="default" size="xs" onClick={() => log.ask({ q: undefined })}>
            × {t('log.clearAll')}
          </Button>
        </Group>
      </ProblemNotice>
    </div>
  );
}
