import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PreviewFigures, PreviewKind } from '../../../retention/retention.contract';
import { writtenValue } from '../../../audit/audit.query-language';
import { sourceTitle, titleOf } from '../audit-log/words';
import { fullDay, number } from '../preferences/moments';
import { Figures } from '../ui/figures';
import { DataTable } from '../ui/data-table';
import { QueryLink } from '../ui/query-link';
import { DateBars } from './date-bars';
import { RetentionLink } from './retention-link';
import { useTermWords } from './term-words';

/** How many would go earlier, when, what protects some of them, and which kinds they are. */
export function PreviewNumbers({ figures }: { figures: PreviewFigures }) {
  const { t } = useTranslation();
  const { earlier, later, events, on_hold: held, kept_by_floor: floor, next_purge: next } = figures;
  const about = held.approximate ? t('retention.about', { number: number(held.count) }) : number(held.count);
  return (
    <>
      <Figures
        figures={[
          {
            value: number(earlier),
            label: t('retention.wouldGo'),
            help: <QueryLink text="" label={t('retention.of', { formatted: number(events) })} />,
          },
          {
            value: about,
            label: t('retention.protected'),
            help: <RetentionLink tab="holds">{t('retention.tab.holds')}</RetentionLink>,
          },
          {
            value: next === null ? '–' : number(next.events),
            label: t('retention.firstPurge'),
            help:
              next === null
                ? t('retention.nothingGoes')
                : t('retention.goesAfter', { day: fullDay(next.expires_on, 'UTC') }),
          },
        ]}
      />
      {later > 0 ? (
        <Text size="sm">{t('retention.later', { count: later, formatted: number(later) })}</Text>
      ) : null}
      {floor > 0 ? (
        <Text size="sm">{t('retention.byFloor', { count: floor, formatted: number(floor) })}</Text>
      ) : null}
      <Dates figures={figures} />
      <Kinds kinds={figures.kinds} />
    </>
  );
}

/** The next dates that would get events that go earlier: a bar and a number each. */
function Dates({ figures: { dates, after_these: rest } }: { figures: PreviewFigures }) {
  const { t } = useTranslation();
  if (dates.length === 0) return null;
  const bars = [
    ...dates.map(({ expires_on: day, events }) => ({ label: fullDay(day, 'UTC'), events })),
    ...(rest > 0 ? [{ label: t('retention.afterThese'), events: rest }] : []),
  ];
  return <DateBars label={t('retention.byDate')} bars={bars} />;
}

const COLUMNS = ['kind', 'kept', 'count'] as const;

function Kinds({ kinds }: { kinds: readonly PreviewKind[] }) {
  const { t } = useTranslation();
  const words = useTermWords();
  if (kinds.length === 0) return null;
  return (
    <DataTable label={t('retention.kinds')} columns={COLUMNS.map((column) => t(`retention.kind.${column}`))}>
      {kinds.map(({ source, category, events, days }) => (
        <tr key={`${source} ${category}`}>
          <td data-label={t('retention.kind.kind')} className="foreign">
            {sourceTitle(source)}
            {category === null ? null : ` · ${titleOf(category)}`}
          </td>
          <td data-label={t('retention.kind.kept')}>
            {words.days(days.from)} → {words.days(days.to)}
          </td>
          <td data-label={t('retention.kind.count')}>
            <QueryLink text={queryOfKind(source, category)} label={number(events)} />
          </td>
        </tr>
      ))}
    </DataTable>
  );
}

const queryOfKind = (source: string, category: string | null): string =>
  `source:${writtenValue(source)} ${category === null ? '-has:category' : `category:${category}`}`;
