import { Anchor, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { EventHistogram } from '../../../audit/audit.counts.contract';
import { minuteMoment, number } from '../preferences/moments';
import classes from './chart.module.css';
import type { Span } from './time-range';
import { titleOf } from './words';

interface Props {
  readonly histogram: EventHistogram;
  readonly zone: string;
  readonly onSpan: (span: Span) => void;
}

/** The same numbers to be read; each row can be shown by itself. */
export function ChartTable({ histogram: { buckets, series }, zone, onSpan }: Props) {
  const { t } = useTranslation();
  return (
    <div className={classes.table} tabIndex={0} role="region" aria-label={t('chart.title')}>
      <Table withRowBorders={false} horizontalSpacing="xs" verticalSpacing={2} fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('chart.time')}</Table.Th>
            <Table.Th>{t('chart.events')}</Table.Th>
            {series.map((name) => (
              <Table.Th key={name}>{titleOf(name)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {buckets.map(({ start, end, count, counts }) => (
            <Table.Tr key={start}>
              <Table.Td>
                <Anchor
                  component="button"
                  type="button"
                  size="sm"
                  aria-label={t('chart.show', { time: minuteMoment(start, zone) })}
                  onClick={() => onSpan({ from: Date.parse(start), to: Date.parse(end) })}
                >
                  {minuteMoment(start, zone)}
                </Anchor>
              </Table.Td>
              <Table.Td>{number(count)}</Table.Td>
              {series.map((name) => (
                <Table.Td key={name}>{number(counts[name] ?? 0)}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
