import { Anchor, Skeleton, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { writtenValue } from '../../../../audit/audit.query-language';
import type { AuditEvent, EventPage } from '../../../../audit/audit.contract';
import { api } from '../../api/api';
import { clockTime, shortDay } from '../../preferences/moments';
import type { LogState } from '../use-log';
import { contextText, summaryOf } from '../words';
import classes from './drawer.module.css';

interface Relation {
  readonly name: 'sameRecord' | 'sameSession' | 'sameRequest' | 'around';
  readonly q: string;
  readonly from?: string;
  readonly to?: string;
}

const MINUTES_5 = 300_000;
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
    { name: 'around', q: '', from: moved(at, -MINUTES_5), to: moved(at, MINUTES_5) },
  ];
}

/** Other events of the same record, session or request, and what happened around it. */
export function Related({ log, event }: { log: LogState; event: AuditEvent }) {
  return relationsOf(event).map((relation) => (
    <Section key={relation.name} log={log} event={event} relation={relation} />
  ));
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
          <li key={other.id}>
            <Anchor component="button" type="button" size="sm" onClick={() => log.change({ e: other.id })}>
              <span className="mono">
                {shortDay(other.occurred_at, log.zone)} {clockTime(other.occurred_at, log.zone)}
              </span>{' '}
              <span className="foreign">{summaryOf(other)}</span>
            </Anchor>
          </li>
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
