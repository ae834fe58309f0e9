import { useTranslation } from 'react-i18next';
import { DataTable } from '../ui/data-table';
import type { AlertView } from '../../../alerts/alerts.contract';
import { ago, minuteMoment, number } from '../preferences/moments';
import { useZone } from '../preferences/time-zone';
import alertClasses from './alerts.module.css';
import classes from '../ui/page.module.css';
import { Pill } from '../ui/pill';
import { QueryLink } from '../ui/query-link';
import { textOfParameters } from '../ui/query-text';
import { AlertActions } from './alert-actions';
import { TONES, useConditionWords, useGroupWords } from './alert-words';

const COLUMNS = ['severity', 'alert', 'why', 'who', 'when', 'state', 'actions'] as const;

export function AlertTable({ alerts }: { alerts: readonly AlertView[] }) {
  const { t } = useTranslation();
  return (
    <DataTable
      label={t('nav.alerts')}
      className={alertClasses.inbox}
      columns={COLUMNS.map((column) => t(`alerts.column.${column}`))}
    >
      {alerts.map((alert) => (
        <Row key={alert.id} alert={alert} />
      ))}
    </DataTable>
  );
}

function Row({ alert }: { alert: AlertView }) {
  const { t } = useTranslation();
  const groupWords = useGroupWords();
  const label = (column: (typeof COLUMNS)[number]) => ({ 'data-label': t(`alerts.column.${column}`) });
  return (
    <tr>
      <td {...label('severity')}>
        <span>
          <Pill tone={TONES[alert.severity]}>{t(`alerts.severity.${alert.severity}`)}</Pill>
        </span>
      </td>
      <td {...label('alert')}>
        <span className="foreign">
          <b>{alert.rule.name}</b>
        </span>
      </td>
      <td {...label('why')}>
        <Why alert={alert} />
      </td>
      <td {...label('who')}>
        <span className="foreign">
          {groupWords(alert.group)}
          <span className={classes.second}>{alert.summary}</span>
        </span>
      </td>
      <td {...label('when')}>
        <When at={alert.last_at} />
      </td>
      <td {...label('state')}>
        <State alert={alert} />
      </td>
      <td {...label('actions')}>
        <AlertActions alert={alert} />
      </td>
    </tr>
  );
}

const MINUTE_MS = 60_000;

/** `5 events in 9 min`, which lead to them. */
function Why({ alert: { first_at: first, last_at: last, count, query, rule } }: { alert: AlertView }) {
  const { t } = useTranslation();
  const conditionWords = useConditionWords();
  const [from, to] = [query.from, query.to].map((moment) =>
    typeof moment === 'string' ? moment : undefined,
  );
  const minutes = Math.ceil((Date.parse(last) - Date.parse(first)) / MINUTE_MS);
  const label = t('alerts.events', { count, number: number(count) });
  return (
    <span>
      <QueryLink text={textOfParameters(query)} from={from} to={to} label={label} />
      {count > 1 && minutes > 0 ? ` ${t('alerts.inMinutes', { minutes: number(minutes) })}` : null}
      {rule.threshold > 1 ? <span className={classes.second}>{conditionWords(rule)}</span> : null}
    </span>
  );
}

function When({ at }: { at: string }) {
  const { name: zone } = useZone();
  return (
    <time dateTime={at}>
      {minuteMoment(at, zone)}
      <span className={classes.second}>{ago(at, Date.now())}</span>
    </time>
  );
}

function State({ alert: { state, assignment, closure } }: { alert: AlertView }) {
  const { t } = useTranslation();
  const { name: zone } = useZone();
  if (closure)
    return (
      <span className="foreign">
        <Pill tone="quiet">{t(`alerts.verdict.${closure.verdict}`)}</Pill>
        <span className={classes.second}>“{closure.note}”</span>
        <span className={classes.second}>
          {closure.by.name} · {minuteMoment(closure.at, zone)}
        </span>
      </span>
    );
  return (
    <span className="foreign">
      <Pill tone={state === 'open' ? 'warn' : 'going'}>{t(`alerts.state.${state}`)}</Pill>
      {assignment ? <span className={classes.second}>{assignment.name}</span> : null}
    </span>
  );
}
