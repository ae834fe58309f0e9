import { useTranslation } from 'react-i18next';
import type { ApiKeyView, CreatedApiKey } from '../../../members/members.contract';
import { ago, minuteMoment } from '../preferences/moments';
import { useZone } from '../preferences/time-zone';
import { DataTable } from '../ui/data-table';
import classes from '../ui/page.module.css';
import { Pill } from '../ui/pill';
import { QueryLink } from '../ui/query-link';
import { KeyActions } from './key-actions';

const COLUMNS = ['name', 'key', 'scopes', 'created', 'used', 'expires', 'actions'] as const;
const DAY_MS = 86_400_000;
const SOON_MS = 14 * DAY_MS;
const UNUSED_MS = 90 * DAY_MS;

interface Props {
  readonly keys: readonly ApiKeyView[];
  readonly onRotated: (key: CreatedApiKey) => void;
}

export function KeyTable({ keys, onRotated }: Props) {
  const { t } = useTranslation();
  return (
    <DataTable label={t('nav.apiKeys')} columns={COLUMNS.map((column) => t(`apiKeys.column.${column}`))}>
      {keys.map((key) => (
        <Row key={key.id} data={key} onRotated={onRotated} />
      ))}
    </DataTable>
  );
}

function Row({ data, onRotated }: { data: ApiKeyView; onRotated: Props['onRotated'] }) {
  const { t } = useTranslation();
  const { name: zone } = useZone();
  const label = (column: (typeof COLUMNS)[number]) => ({ 'data-label': t(`apiKeys.column.${column}`) });
  return (
    <tr>
      <td {...label('name')}>
        <span className="foreign">
          <b>{data.name}</b>
          <span className={classes.second}>
            <QueryLink text={`reported_by:${data.id}`} label={t('apiKeys.events')} />
          </span>
        </span>
      </td>
      <td {...label('key')} className={`mono ${classes.narrow}`}>
        {data.prefix}…
      </td>
      <td {...label('scopes')}>
        <Scopes data={data} />
      </td>
      <td {...label('created')} className="foreign">
        <span>
          {data.created_by.name ?? '–'}
          <span className={classes.second}>{minuteMoment(data.created_at, zone)}</span>
        </span>
      </td>
      <td {...label('used')}>
        <LastUsed data={data} />
      </td>
      <td {...label('expires')}>
        <Standing data={data} />
      </td>
      <td {...label('actions')}>
        <KeyActions data={data} onRotated={onRotated} />
      </td>
    </tr>
  );
}

function Scopes({ data }: { data: ApiKeyView }) {
  const { t } = useTranslation();
  const { scopes, allowed_networks: networks } = data;
  return (
    <span>
      <span className="mono">{scopes.join(', ')}</span>
      <span className={classes.second}>
        {networks.length === 0 ? t('apiKeys.anywhere') : t('apiKeys.from', { networks: networks.join(', ') })}
      </span>
    </span>
  );
}

function LastUsed({ data: { last_used_at: at, last_used_ip: ip } }: { data: ApiKeyView }) {
  const { t } = useTranslation();
  if (at === null) return <span>{t('apiKeys.neverUsed')}</span>;
  return (
    <span>
      <time dateTime={at}>{ago(at, Date.now())}</time>
      {ip === null ? null : <span className={`${classes.second} mono`}>{ip}</span>}
    </span>
  );
}

/** Whether it works, until when, and what somebody should look at. */
function Standing({ data }: { data: ApiKeyView }) {
  const { t } = useTranslation();
  const { name: zone } = useZone();
  const now = Date.now();
  if (data.status !== 'active')
    return (
      <span>
        <Pill tone={data.status === 'revoked' ? 'quiet' : 'bad'}>{t(`apiKeys.status.${data.status}`)}</Pill>
        <span className={classes.second}>{minuteMoment(data.revoked_at ?? data.expires_at, zone)}</span>
      </span>
    );
  const isSoon = Date.parse(data.expires_at) - now < SOON_MS;
  const isUnused = now - Date.parse(data.last_used_at ?? data.created_at) > UNUSED_MS;
  return (
    <span>
      {isSoon ? <Pill tone="warn">{t('apiKeys.soon')}</Pill> : null}
      {isUnused ? <Pill tone="bad">{t('apiKeys.unused')}</Pill> : null}
      <span className={isSoon || isUnused ? classes.second : undefined}>
        {minuteMoment(data.expires_at, zone)}
      </span>
      {data.previous_until === null ? null : (
        <span className={classes.second}>
          {t('apiKeys.previousUntil', { at: minuteMoment(data.previous_until, zone) })}
        </span>
      )}
    </span>
  );
}
