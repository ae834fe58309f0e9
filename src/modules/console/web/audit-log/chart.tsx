import { Button, Menu, Skeleton, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconTable, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventHistogram, HistogramSeries } from '../../../audit/audit.counts.contract';
import { minuteMoment, number } from '../preferences/moments';
import { Bars, colourOf } from './bars';
import classes from './chart.module.css';
import { ChartTable } from './chart-table';
import { useSteps } from './use-steps';
import type { LogState } from './use-log';
import { titleOf } from './words';

/** How many events when: as bars that can be brushed, with buttons for whoever does not drag, or as a table. */
export const Chart = memo(function Chart({
  log,
  histogram,
}: {
  log: LogState;
  histogram: EventHistogram | undefined;
}) {
  const { t } = useTranslation();
  const [asTable, setAsTable] = useState(false);
  const steps = useSteps(log, histogram);
  return (
    <section className={`card ${classes.chart}`} aria-label={t('chart.title')}>
      <header className={classes.head}>
        {histogram ? <Total histogram={histogram} zone={log.zone} /> : <Skeleton w={240} h={18} />}
        <div className={classes.tools}>
          {histogram ? <Legend histogram={histogram} /> : null}
          <By log={log} />
          <Tool label={t('chart.earlier')} icon={IconChevronLeft} onClick={steps.earlier} />
          <Tool label={t('chart.later')} icon={IconChevronRight} onClick={steps.later} />
          <Tool label={t('chart.zoomOut')} icon={IconZoomOut} onClick={steps.zoomOut} bare />
          <Tool label={t('chart.zoomIn')} icon={IconZoomIn} onClick={steps.zoomIn} bare />
          <Tool
            label={asTable ? t('chart.asChart') : t('chart.asTable')}
            icon={IconTable}
            onClick={() => setAsTable(!asTable)}
          />
        </div>
      </header>
      {!histogram ? <Skeleton h={72} mt={8} /> : null}
      {histogram && !asTable ? <Bars histogram={histogram} zone={log.zone} onSpan={steps.show} /> : null}
      {histogram && asTable ? <ChartTable histogram={histogram} zone={log.zone} onSpan={steps.show} /> : null}
    </section>
  );
});

interface ToolProps {
  readonly label: string;
  readonly icon: typeof IconTable;
  readonly onClick: () => void;
  /** The icon alone is shown. */
  readonly bare?: boolean;
}

function Tool({ label, icon: Glyph, onClick, bare = false }: ToolProps) {
  return (
    <Button
      variant="default"
      size="compact-sm"
      onClick={onClick}
      aria-label={label}
      title={label}
      className={classes.tool ?? ''}
    >
      <Glyph size={15} aria-hidden />
      {bare ? null : <span className={classes.toolText}>{label}</span>}
    </Button>
  );
}

function Total({ histogram, zone }: { histogram: EventHistogram; zone: string }) {
  const { t } = useTranslation();
  const { total, from, to, step } = histogram;
  const words = t('chart.total', { count: total.count, formatted: number(total.count) });
  return (
    <div className={classes.total}>
      <b role="status">{total.approximate ? t('chart.about', { total: words }) : words}</b>
      <Text span size="xs" c="dimmed" className={classes.range}>
        {minuteMoment(from, zone)} – {minuteMoment(to, zone)} {zone} ·{' '}
        {t('chart.perBar', { step: stepName(step) })}
      </Text>
    </div>
  );
}

const stepName = (step: string): string => step.replace(/^(\d+)(\D+)$/, '$1 $2').replace(/mo$/, 'months');

function Legend({ histogram: { series, by } }: { histogram: EventHistogram }) {
  return (
    <ul className={classes.legend}>
      {series.slice(0, 4).map((name, index) => (
        <li key={name}>
          <span className={classes.swatch} style={{ background: colourOf(by, name, index) }} aria-hidden />
          {titleOf(name)}
        </li>
      ))}
    </ul>
  );
}

const SERIES: readonly HistogramSeries[] = ['outcome', 'source', 'category'];

function By({ log }: { log: LogState }) {
  const { t } = useTranslation();
  const by = SERIES.find((each) => each === log.search.by) ?? 'outcome';
  return (
    <Menu>
      <Menu.Target>
        <Button variant="default" size="compact-sm" className={classes.toolText ?? ''}>
          {t('chart.by', { series: t(`chart.series.${by}`) })}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {SERIES.map((each) => (
          <Menu.Item key={each} onClick={() => log.change({ by: each === 'outcome' ? undefined : each })}>
            {t('chart.by', { series: t(`chart.series.${each}`) })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
