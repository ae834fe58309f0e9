import { useTranslation } from 'react-i18next';
import type { LegalHoldView } from '../../../holds/holds.contract';
import { personName } from '../approvals/approval-card';
import { fullDay, minuteMoment } from '../preferences/moments';
import { useZone } from '../preferences/time-zone';
import { DataTable } from '../ui/data-table';
import classes from '../ui/page.module.css';
import { Scope } from './hold-table';
import { Reasons } from './reasons';

const COLUMNS = ['hold', 'scope', 'since', 'released', 'releasedBy'] as const;

/** Holds that protect nothing any more; that they did, and who ended them, stays. */
export function ReleasedTable({ holds }: { holds: readonly LegalHoldView[] }) {
  const { t } = useTranslation();
  const { name: zone } = useZone();
  const label = (column: (typeof COLUMNS)[number]) => ({ 'data-label': t(`holds.column.${column}`) });
  return (
    <DataTable
      label={t('holds.list.released')}
      columns={COLUMNS.map((column) => t(`holds.column.${column}`))}
    >
      {holds.map((hold) => (
        <tr key={hold.id}>
          <td {...label('hold')}>
            <span className="foreign">
              <b>{hold.name}</b>
              <Reasons hold={hold} />
            </span>
          </td>
          <td {...label('scope')}>
            <Scope hold={hold} />
          </td>
          <td {...label('since')} className={classes.narrow}>
            <span>
              {fullDay(hold.placed_at, zone)}
              <span className={classes.second}>{personName(hold.placed_by)}</span>
            </span>
          </td>
          <td {...label('released')} className={classes.narrow}>
            {hold.released_at === null ? '–' : minuteMoment(hold.released_at, zone)}
          </td>
          <td {...label('releasedBy')}>
            <ReleasedBy hold={hold} />
          </td>
        </tr>
      ))}
    </DataTable>
  );
}

function ReleasedBy({ hold: { released_by: by, release_reason: reason } }: { hold: LegalHoldView }) {
  const { t } = useTranslation();
  if (!by) return <>–</>;
  const [asked, agreed] = [by.requested_by, by.approved_by];
  return (
    <span className="foreign">
      {agreed === null
        ? t('holds.releasedAlone', { asked: personName(asked) })
        : t('holds.releasedBoth', { asked: personName(asked), agreed: personName(agreed) })}
      {reason === null ? null : <span className={classes.second}>{reason}</span>}
    </span>
  );
}
