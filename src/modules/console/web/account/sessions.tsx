import { Group, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../ui/data-table';
import { SmallButton } from '../ui/small-button';
import type { SessionList, SessionListItem } from '../../../auth/auth.contract';
import { api } from '../api/api';
import { queryClient } from '../api/session';
import { ago, minuteMoment } from '../preferences/moments';
import { useZone } from '../preferences/time-zone';
import { signOut } from '../signing-in/sign-out';
import { Loaded } from '../ui/loaded';
import classes from '../ui/page.module.css';
import { Pill } from '../ui/pill';
import { ProblemNotice } from '../ui/problem-notice';
import { useAction } from '../ui/use-action';

const refresh = (): Promise<void> => queryClient.invalidateQueries({ queryKey: ['sessions'] });

/** Where one is signed in, in whichever organization, and how to end that. */
export function Sessions() {
  const { t } = useTranslation();
  const query = useQuery({
    queryKey: ['sessions'],
    queryFn: ({ signal }) => api<SessionList>('GET', '/v1/sessions', { signal }),
  });
  const others = useAction(async () => {
    await api('DELETE', '/v1/sessions');
    await refresh();
  });
  return (
    <section className={`card ${classes.section}`} aria-labelledby="sessions">
      <Group justify="space-between">
        <Title order={2} id="sessions">
          {t('own.sessions')}
        </Title>
        {(query.data?.data.length ?? 0) > 1 ? (
          <SmallButton loading={others.busy} onClick={() => void others.run()}>
            {t('account.signOutEverywhere')}
          </SmallButton>
        ) : null}
      </Group>
      <ProblemNotice problem={others.problem} />
      <Loaded query={query}>{({ data }) => <SessionTable sessions={data} />}</Loaded>
    </section>
  );
}

const COLUMNS = ['device', 'organization', 'since', 'seen', 'actions'] as const;

function SessionTable({ sessions }: { sessions: readonly SessionListItem[] }) {
  const { t } = useTranslation();
  return (
    <DataTable label={t('own.sessions')} columns={COLUMNS.map((column) => t(`own.column.${column}`))}>
      {sessions.map((session) => (
        <Row key={session.id} session={session} />
      ))}
    </DataTable>
  );
}

function Row({ session }: { session: SessionListItem }) {
  const { t } = useTranslation();
  const { name: zone } = useZone();
  const label = (column: (typeof COLUMNS)[number]) => ({ 'data-label': t(`own.column.${column}`) });
  const { run, busy, problem } = useAction(async () => {
    if (session.current) return signOut();
    await api('DELETE', `/v1/sessions/${session.id}`);
    return refresh();
  });
  return (
    <tr>
      <td {...label('device')}>
        <span className="foreign">
          {session.device ?? t('own.unknownDevice')}{' '}
          {session.current ? <Pill tone="going">{t('own.thisOne')}</Pill> : null}
          <span className={`${classes.second} mono`}>{session.ip}</span>
        </span>
      </td>
      <td {...label('organization')} className="foreign">
        {session.organization.name}
      </td>
      <td {...label('since')}>{minuteMoment(session.created_at, zone)}</td>
      <td {...label('seen')}>
        <time dateTime={session.last_seen_at}>{ago(session.last_seen_at, Date.now())}</time>
      </td>
      <td {...label('actions')}>
        <span>
          <SmallButton loading={busy} onClick={() => void run()}>
            {t('account.signOut')}
          </SmallButton>
          <ProblemNotice problem={problem} />
        </span>
      </td>
    </tr>
  );
}
