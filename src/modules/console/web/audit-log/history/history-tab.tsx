import { Button, Group, Select, Skeleton, Switch, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEvent, RecordHistory, WireReference } from '../../../../audit/audit.contract';
import { api } from '../../api/api';
import { problemOf } from '../../api/problem';
import { ProblemNotice } from '../../ui/problem-notice';
import { titleOf } from '../words';
import type { LogState } from '../use-log';
import classes from './history.module.css';
import { HistoryLine } from './history-line';

interface Props {
  readonly log: LogState;
  readonly event: AuditEvent;
}

const keyOf = ({ type, id }: WireReference): string => `${type}/${id}`;

/** The records that an event names, each once: what it was done to, and whom it is about. */
function recordsOf({ resource, subject, related }: AuditEvent): WireReference[] {
  const named = [resource, subject, ...related].filter((each) => each !== null);
  return named.filter((each, at) => named.findIndex((other) => keyOf(other) === keyOf(each)) === at);
}

/** What became of a record over time, field by field (S4-24, S4-25). */
export function HistoryTab({ log, event }: Props) {
  const { t } = useTranslation();
  const records = recordsOf(event);
  const [key, setKey] = useState<string>();
  const record = records.find((each) => keyOf(each) === key) ?? records[0];
  const options = records.map((each) => ({
    value: keyOf(each),
    label: `${titleOf(each.type)} ${each.name ?? each.id}`,
  }));
  if (!record) return <Text c="dimmed">{t('recordHistory.none')}</Text>;
  return (
    <div className={classes.history}>
      {records.length > 1 ? (
        <Select
          label={t('recordHistory.which')}
          data={options}
          value={keyOf(record)}
          onChange={(next) => setKey(next ?? undefined)}
          allowDeselect={false}
        />
      ) : (
        <Text size="sm" c="dimmed" className="foreign">
          {t('recordHistory.lead', { record: options[0]?.label ?? '' })}
        </Text>
      )}
      <History key={keyOf(record)} log={log} event={event} record={record} />
    </div>
  );
}

function History({ log, event, record }: Props & { record: WireReference }) {
  const { t } = useTranslation();
  const [writesOnly, setWritesOnly] = useState(false);
  const [cursor, setCursor] = useState<string>();
  const address = `/v1/records/${encodeURIComponent(record.type)}/${encodeURIComponent(record.id)}/history`;
  const query = { limit: 20, cursor, writes_only: String(writesOnly) };
  const { data, error } = useQuery({
    queryKey: ['history', address, query],
    queryFn: ({ signal }) => api<RecordHistory>('GET', address, { query, signal }),
  });
  const filter = (only: boolean): void => {
    setWritesOnly(only);
    setCursor(undefined);
  };
  return (
    <>
      <Switch
        label={t('recordHistory.writesOnly')}
        checked={writesOnly}
        onChange={(change) => filter(change.target.checked)}
      />
      {error ? <ProblemNotice problem={problemOf(error)} /> : null}
      {!data && !error ? <Skeleton h={120} /> : null}
      {data?.data.length === 0 ? (
        <Text c="dimmed">{writesOnly ? t('recordHistory.nothingChanged') : t('recordHistory.nothing')}</Text>
      ) : null}
      <ol className={classes.line}>
        {data?.data.map((each) => (
          <HistoryLine key={each.id} log={log} entry={each} isThis={each.id === event.id} />
        ))}
      </ol>
      {data ? <Turn page={data} onTurn={setCursor} /> : null}
    </>
  );
}

function Turn({ page, onTurn }: { page: RecordHistory; onTurn: (cursor: string) => void }) {
  const { t } = useTranslation();
  const { next_cursor: older, prev_cursor: newer } = page;
  if (older === null && newer === null) return null;
  const button = (cursor: string | null, name: string, why: string) => (
    <Button
      variant="default"
      size="xs"
      disabled={cursor === null}
      title={cursor === null ? why : undefined}
      onClick={() => cursor !== null && onTurn(cursor)}
    >
      {name}
    </Button>
  );
  return (
    <Group gap="xs">
      {button(newer, `‹ ${t('recordHistory.newer')}`, t('recordHistory.newest'))}
      {button(older, `${t('recordHistory.older')} ›`, t('recordHistory.oldest'))}
    </Group>
  );
}
