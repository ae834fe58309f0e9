import { Anchor, Skeleton, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { writtenValue } from '../../../../audit/audit.query-language';
import type { AuditEvent, EventPage } from '../../../../audit/audit.contract';
import { api } from '../../api/api';
import type { LogState } from '../use-log';
import { contextText } from '../words';
import { Around } from './around';
import classes from './drawer.module.css';
import { OtherEvent } from './other-event';

interface Relation {
  readonly name: 'sameRecord' | 'sameSession' | 'sameRequest';
  readonly q: string;
  readonly from?: string;
  readonly to?: string;
}

const DAYS_30 = 30 * 86_400_000;

const moved = (at: string, by: number): string => new Date(Date.parse(at) + by).toISOString();

function relationsOf(event: AuditEvent): Relation[] {
  const { resource, occurred_at: at } = event;
  const month = { from: moved(at, -DAYS_30), to: moved(at, DAYS_30) };
  const [session, request] = [contextText(event, 'session_id'), contextText(event, 'request_id')];
  return [
    ...(resource
      ? [
          {
            name: 'sameRecord',
            q: `resource:${writtenValue(`${resource.type}/${resource.id}`)}`,
            ...month,
          } as const,
        ]
      : []),
    ...(session === null
      ? []
      : [{ name: 'sameSession', q: `session:${writtenValue(session)}`, ...month } as const]),
    ...(request === null
      ? []
      : [{ name: 'sameRequest', q: `request:${writtenValue(request)}`, ...month } as const]),
  ];
}

/** Other events of the same record, session or request, and what happened around it. */
export function Related({ log, event }: { log: LogState; event: AuditEvent }) {
  return (
    <>
      {relationsOf(event).map((relation) => (
        <Section key={relation.name} log={log} event={event} relation={relation} />
      ))}
      <Around log={log} event={event} />
    </>
  );
}

interface SectionProps {
  readonly log: LogState;
  readonly event: AuditEvent;
  readonly relation: Relation;
}

function Section({ log, event, relation: { name, ...query } }: SectionProps) {
  const { t } = useTranslation();
  const { data } = useQuery({
    queryKey: ['related', query],
    queryFn: ({ signal }) =>
      api<EventPage>('GET', '/v1/events', { query: { ...query, tz: 'UTC', limit: 6 }, signal }),
  });
  const others = data?.data.filter(({ id }) => id !== event.id) ?? [];
  return (
    <section className={classes.relation}>
      <Title order={3}>{t(`event.${name}`)}</Title>
      {!data ? <Skeleton h={40} /> : null}
      {data && others.length === 0 ? <Text c="dimmed">{t('event.alone')}</Text> : null}
      <ul className={classes.others}>
        {others.map((other) => (
          <OtherEvent key={other.id} log={log} event={other} />
        ))}
      </ul>
      {others.length > 0 ? (
        <Anchor
          component="button"
          type="button"
          size="sm"
          onClick={() => log.ask({ ...query, range: undefined, e: event.id })}
        >
          {t('event.showAll')}
        </Anchor>
      ) : null}
    </section>
  );
}
