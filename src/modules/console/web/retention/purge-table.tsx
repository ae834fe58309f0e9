import { useTranslation } from 'react-i18next';
import type { ArchiveView, PurgeView } from '../../../retention/retention.contract';
import { fullDay, minuteMoment, number } from '../preferences/moments';
import { useZone } from '../preferences/time-zone';
import { DataTable } from '../ui/data-table';
import page from '../ui/page.module.css';
import { Pill } from '../ui/pill';
import { QueryLink } from '../ui/query-link';
import { Archive } from './archive';
import { Stretches } from './stretches';
import { useTermWords } from './term-words';

interface Props {
  readonly purges: readonly PurgeView[];
  /** By the date they expired on. */
  readonly files: ReadonlyMap<string, ArchiveView>;
}

const COLUMNS = ['expired', 'purged', 'events', 'sequences', 'policy', 'archive', 'evidence'] as const;

export function PurgeTable({ purges, files }: Props) {
  const { t } = useTranslation();
  return (
    <DataTable label={t('purges.history')} columns={COLUMNS.map((column) => t(`purges.column.${column}`))}>
      {purges.map((purge) => (
        <Row key={purge.expires_on} purge={purge} file={files.get(purge.expires_on)} />
      ))}
    </DataTable>
  );
}

function Row({ purge, file }: { purge: PurgeView; file: ArchiveView | undefined }) {
  const { t } = useTranslation();
  const { name: zone } = useZone();
  const words = useTermWords();
  const { expires_on: day, purged_at: at, policy, policy_version: version } = purge;
  const cell = (column: (typeof COLUMNS)[number]) => ({ 'data-label': t(`purges.column.${column}`) });
  return (
    <tr>
      <td {...cell('expired')} className={page.narrow}>
        <span>
          {fullDay(day, 'UTC')}
          <Happened purge={purge} zone={zone} />
        </span>
      </td>
      <td {...cell('purged')} className={page.narrow}>
        {at === null ? <Pill tone="going">{t('purges.underWay')}</Pill> : minuteMoment(at, zone)}
      </td>
      <td {...cell('events')} className={page.narrow}>
        <Counted purge={purge} />
      </td>
      <td {...cell('sequences')}>
        <Stretches purge={purge} />
      </td>
      <td {...cell('policy')}>
        <span>
          {policy === null ? t('purges.noPolicy') : words.terms(policy)}
          <span className={page.second}>{t('purges.version', { version })}</span>
        </span>
      </td>
      <td {...cell('archive')}>
        <Archive file={file} />
      </td>
      <td {...cell('evidence')}>
        <QueryLink text={`action:purge.* resource:purge/${day}`} label={t('purges.events')} />
      </td>
    </tr>
  );
}

/** When the first and the last of them had happened. */
function Happened({ purge, zone }: { purge: PurgeView; zone: string }) {
  const { t } = useTranslation();
  const { first_occurred_at: first, last_occurred_at: last } = purge;
  if (first === null || last === null) return null;
  return (
    <span className={page.second}>
      {t('purges.happened', { first: fullDay(first, zone), last: fullDay(last, zone) })}
    </span>
  );
}

/** How many went, and how many did not because of holds. */
function Counted({ purge: { events, held } }: { purge: PurgeView }) {
  const { t } = useTranslation();
  return (
    <span>
      {number(events)}
      {held > 0 ? <span className={page.second}>{t('purges.held', { formatted: number(held) })}</span> : null}
    </span>
  );
}
