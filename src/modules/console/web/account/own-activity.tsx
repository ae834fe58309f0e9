import { Anchor, NativeSelect, Text, Title } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimelineEntry, TimelinePage, TimelineSession } from '../../../activity/activity.contract';
import { api } from '../api/api';
import { titleOf } from '../audit-log/words';
import { clockTime, number, weekday } from '../preferences/moments';
import { useZone } from '../preferences/time-zone';
import { FlagBadge, Outcome, SourceBadge } from '../ui/badges';
import { Loaded, PageState } from '../ui/loaded';
import classes from '../ui/page.module.css';
import { Paging, useCursor } from '../ui/paging';

const CATEGORIES = ['authentication', 'navigation', 'feature_usage', 'settings', 'administration'] as const;

/** What whoever is signed in did themselves, session by session, the newest first. */
export function OwnActivityPage() {
  const { t } = useTranslation();
  const { name: tz } = useZone();
  const [category, setCategory] = useState('');
  const [cursor, setCursor] = useCursor();
  const change = (value: string) => {
    setCursor(undefined);
    setCategory(value);
  };
  const parameters = { tz, category, cursor, limit: 100 };
  const query = useQuery({
    queryKey: ['own-activity', parameters],
    queryFn: ({ signal }) => api<TimelinePage>('GET', '/v1/activity/mine', { query: parameters, signal }),
  });
  return (
    <div className={classes.page}>
      <Anchor component={Link} to="/account" size="sm">
        ‹ {t('account.own')}
      </Anchor>
      <Head category={category} onCategory={change} />
      <Text size="sm" c="dimmed">
        {t('own.activityLead')}
      </Text>
      <Loaded query={query} permission="activity:read:own">
        {(page) =>
          page.data.length === 0 ? (
            <Nothing />
          ) : (
            <>
              {page.data.map((session) => (
                <Session key={`${session.id ?? ''}${session.started_at}`} session={session} zone={tz} />
              ))}
              <Paging page={page} onTurn={setCursor} />
            </>
          )
        }
      </Loaded>
    </div>
  );
}

function Nothing() {
  const { t } = useTranslation();
  return (
    <PageState icon={<IconHistory size={32} aria-hidden />} title={t('own.nothing')}>
      <Text c="dimmed">{t('own.nothingLead')}</Text>
    </PageState>
  );
}

interface HeadProps {
  readonly category: string;
  readonly onCategory: (category: string) => void;
}

function Head({ category, onCategory }: HeadProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.head}>
      <Title order={2}>{t('account.activity')}</Title>
      <NativeSelect
        size="xs"
        aria-label={t('own.category')}
        value={category}
        data={[
          { value: '', label: t('own.allCategories') },
          ...CATEGORIES.map((value) => ({ value, label: titleOf(value) })),
        ]}
        onChange={(event) => onCategory(event.target.value)}
      />
    </div>
  );
}

function Session({ session, zone }: { session: TimelineSession; zone: string }) {
  const { t } = useTranslation();
  const { started_at: from, ended_at: to, device, ip, events } = session;
  const day = weekday(from, zone);
  return (
    <section className={`card ${classes.section}`}>
      <Title order={3} className="foreign">
        {day} {clockTime(from, zone)} – {weekday(to, zone) === day ? '' : `${weekday(to, zone)} `}
        {clockTime(to, zone)}
        <span className={classes.second}>
          {[device, ip, t('own.events', { count: events, number: number(events) })]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </Title>
      <div className={classes.scroll}>
        <table className={classes.table} aria-label={`${day} ${clockTime(from, zone)}`}>
          <tbody>
            {session.entries.map((entry) => (
              <Entry key={entry.event_ids[0]} entry={entry} zone={zone} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Entry({ entry, zone }: { entry: TimelineEntry; zone: string }) {
  const { t } = useTranslation();
  const { to, count, action, source, outcome, summary, flags, names } = entry;
  return (
    <tr>
      <td className={`mono ${classes.narrow}`} data-label={t('alerts.column.when')}>
        {clockTime(to, zone)}
      </td>
      <td data-label={t('own.where')}>
        <span>
          <SourceBadge source={source} />
        </span>
      </td>
      <td data-label={t('own.what')}>
        <span className="foreign">
          {summary ?? action}
          {count > 1 ? ` (×${number(count)})` : ''}
          <span className={classes.second}>{[action, ...names].join(' · ')}</span>
        </span>
      </td>
      <td data-label={t('own.outcome')}>
        <span>
          <Outcome outcome={outcome} />{' '}
          {flags.map((flag) => (
            <FlagBadge key={flag} flag={flag} />
          ))}
        </span>
      </td>
    </tr>
  );
}
