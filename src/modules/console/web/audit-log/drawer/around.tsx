import { Anchor, Skeleton, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AuditEvent, EventSurroundings } from '../../../../audit/audit.contract';
import { api } from '../../api/api';
import type { LogState } from '../use-log';
import classes from './drawer.module.css';
import { OtherEvent } from './other-event';

const MINUTES = 5;
const EACH_WAY = 5;

const moved = (at: string, minutes: number): string =>
  new Date(Date.parse(at) + minutes * 60_000).toISOString();

/** The search for all that happened five minutes before to five minutes after, with the event open. */
export const aroundOf = ({ occurred_at: at, id: e }: AuditEvent) => ({
  q: undefined,
  range: undefined,
  from: moved(at, -MINUTES),
  to: moved(at, MINUTES),
  e,
});

/** What happened just before and just after, whoever did it; the newest first, as in the table. */
export function Around({ log, event }: { log: LogState; event: AuditEvent }) {
  const { t } = useTranslation();
  const { data } = useQuery({
    queryKey: ['around', event.id],
    queryFn: ({ signal }) =>
      api<EventSurroundings>('GET', `/v1/events/${encodeURIComponent(event.id)}/around`, {
        query: { minutes: MINUTES, limit: EACH_WAY },
        signal,
      }),
  });
  return (
    <section className={classes.relation}>
      <Title order={3}>{t('event.around')}</Title>
      {!data ? <Skeleton h={60} /> : null}
      {data && data.before.length + data.after.length === 0 ? (
        <Text c="dimmed">{t('event.alone')}</Text>
      ) : null}
      <ul className={classes.others}>
        {data?.after.toReversed().map((each) => (
          <OtherEvent key={each.id} log={log} event={each} />
        ))}
        {data ? <OtherEvent log={log} event={event} isThis /> : null}
        {data?.before.toReversed().map((each) => (
          <OtherEvent key={each.id} log={log} event={each} />
        ))}
      </ul>
      <Anchor component="button" type="button" size="sm" onClick={() => log.ask(aroundOf(event))}>
        {t('event.showAll')}
      </Anchor>
    </section>
  );
}
