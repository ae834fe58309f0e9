import { Anchor, Progress } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../ui/data-table';
import type { Export } from '../../../exports/exports.contract';
import { ago, minuteMoment, number } from '../preferences/moments';
import { useZone } from '../preferences/time-zone';
import classes from '../ui/page.module.css';
import { beginningOf } from '../ui/hidden-characters';
import { visible } from '../ui/visible';
import { textOfQuery } from '../ui/query-text';
import { ExportActions } from './export-actions';
import { Counted, ExportState, isUnderWay, sizeOf } from './export-parts';

const COLUMNS = ['export', 'format', 'status', 'requested', 'expires', 'downloads', 'actions'] as const;

export function ExportTable({ exports }: { exports: readonly Export[] }) {
  const { t } = useTranslation();
  return (
    <DataTable label={t('nav.exports')} columns={COLUMNS.map((column) => t(`exports.column.${column}`))}>
      {exports.map((one) => (
        <Row key={one.id} data={one} />
      ))}
    </DataTable>
  );
}

function Row({ data }: { data: Export }) {
  const { t } = useTranslation();
  const { name: zone } = useZone();
  const label = (column: (typeof COLUMNS)[number]) => ({ 'data-label': t(`exports.column.${column}`) });
  const end = data.expires_at;
  return (
    <tr>
      <td {...label('export')}>
        <span>
          <Anchor component={Link} to={`/exports/${data.id}`} className="foreign" fw={600}>
            {visible(beginningOf(textOfQuery(data.query), 200)) || t('ui.everything')}
          </Anchor>
          <span className={classes.second}>{rangeText(data, zone, t('exports.open'))}</span>
        </span>
      </td>
      <td {...label('format')} className={classes.narrow}>
        {t(`exports.format.${data.format as 'csv'}`, { defaultValue: data.format })}
      </td>
      <td {...label('status')}>
        <Status data={data} />
      </td>
      <td {...label('requested')}>
        <Requested data={data} zone={zone} />
      </td>
      <td {...label('expires')} className={classes.narrow}>
        {end === null ? '–' : <time dateTime={end}>{ago(end, Date.now())}</time>}
      </td>
      <td {...label('downloads')} className={classes.narrow}>
        {number(data.downloads)}
      </td>
      <td {...label('actions')}>
        <ExportActions data={data} />
      </td>
    </tr>
  );
}

function Requested({ data, zone }: { data: Export; zone: string }) {
  const { t } = useTranslation();
  return (
    <span className="foreign">
      {data.requested_by.name ?? data.requested_by.type}
      <span className={classes.second}>
        {minuteMoment(data.created_at, zone)} · {t(`exports.origin.${data.origin}`)}
      </span>
    </span>
  );
}

function Status({ data }: { data: Export }) {
  return (
    <span>
      <ExportState state={data.state} /> <Counted data={data} />
      {isUnderWay(data.state) ? <Bar data={data} /> : null}
      {data.failure === null ? null : <span className={classes.second}>{data.failure}</span>}
      {data.bytes === null ? null : (
        <span className={`${classes.second} mono`} title={data.sha256 ?? undefined}>
          {sizeOf(data.bytes)} · sha256 {data.sha256?.slice(0, 8)}…
        </span>
      )}
    </span>
  );
}

function Bar({ data: { state, progress } }: { data: Export }) {
  const { t } = useTranslation();
  const { percent, estimated_seconds_left: seconds } = progress;
  return (
    <>
      <Progress value={percent} mt={4} aria-label={t(`exporting.state.${state}`)} />
      <span className={classes.second}>
        {percent} %{seconds === null ? null : ` · ${t('exporting.left', { seconds })}`}
      </span>
    </>
  );
}

const FIRST = Date.parse('1971-01-01');
const LAST = Date.parse('9000-01-01');

/** `1 Nov 2026, 00:00 – 8 Nov 2026, 00:00`; an open side is an ellipsis, both are `open`. */
export function rangeText(
  { query: { from, to } }: Pick<Export, 'query'>,
  zone: string,
  open: string,
): string {
  const [hasStart, hasEnd] = [Date.parse(from) > FIRST, Date.parse(to) < LAST];
  if (!hasStart && !hasEnd) return open;
  return `${hasStart ? minuteMoment(from, zone) : '…'} – ${hasEnd ? minuteMoment(to, zone) : '…'}`;
}
