import { Switch, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActivityHours } from '../../../../activity/activity.contract';
import { number } from '../../preferences/moments';
import page from '../../ui/page.module.css';
import { WEEK } from '../../ui/week';
import classes from '../activity.module.css';
import { Evidence, useEvidence } from '../evidence';
import { HeatGrid, type HeatCell, type HeatHead } from '../heat-grid';
import { hoursOfWeek, onTerm, type Part } from '../hours-of-week';
import { percent } from '../percent';
import type { ActivityState } from '../use-activity';

interface Props {
  readonly state: ActivityState;
  readonly view: ActivityHours;
}

const HOURS: readonly HeatHead[] = Array.from({ length: 24 }, (_, hour) => ({
  name: clock(hour),
  short: hour % 3 === 0 ? String(hour) : '',
}));

/** Events by hour of the week, those outside of working hours dashed. On a phone, days stand beside each other. */
export function HoursChart({ state, view }: Props) {
  const { t } = useTranslation();
  const isNarrow = useMediaQuery('(max-width: 900px)', false, { getInitialValueInEffect: false });
  const [showsNumbers, setShowsNumbers] = useState(false);
  const days = WEEK.map((day) => ({ name: t(`weekday.${day}`), short: t(`weekday.${day}`).slice(0, 3) }));
  const cellOf = useCells(view);
  const words = (count: number) => t('activity.events', { count, number: number(count) });
  const title = state.search.user === undefined ? t('activity.hours.title') : t('activity.hours.titleOne');
  const grid = isNarrow ? { rows: HOURS, columns: days } : { rows: days, columns: HOURS };
  return (
    <section className={`card ${classes.chart}`} aria-labelledby="hours">
      <div className={classes.chartHead}>
        <Title order={2} id="hours">
          {title}
        </Title>
        <span className={classes.change}>{t('activity.hours.lead', { zone: view.time_zone })}</span>
        <Switch
          size="xs"
          className={page.push}
          label={t('activity.hours.numbers')}
          checked={showsNumbers}
          onChange={(event) => setShowsNumbers(event.target.checked)}
        />
      </div>
      <HeatGrid
        {...grid}
        label={title}
        cellAt={(row, column) => (isNarrow ? cellOf(column, row) : cellOf(row, column))}
        countWords={words}
        showsNumbers={showsNumbers}
      />
      <Legend view={view} most={mostOff(view)} cellOf={cellOf} />
    </section>
  );
}

function clock(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}

type CellOf = (day: number, hour: number) => HeatCell;

function useCells(view: ActivityHours): CellOf {
  const { t } = useTranslation();
  const evidence = useEvidence();
  const { from, to, time_zone: zone } = view;
  const parts = useMemo(
    () => hoursOfWeek({ from: Date.parse(from), to: Date.parse(to) }, zone),
    [from, to, zone],
  );
  const most = mostOff(view);
  return (day, hour) => {
    const events = view.hours[day]?.[hour] ?? 0;
    const isOff = view.working !== null && view.working[day]?.[hour] !== true;
    const found = linkOf(view, parts.get(day * 24 + hour) ?? []);
    const { search, whyNot } = evidence({ events, query: found.query }, found.from, found.to);
    return {
      events,
      when: t('activity.hours.cell', {
        day: t(`weekday.${WEEK[day] ?? 'monday'}`).slice(0, 3),
        from: clock(hour),
        to: clock(hour + 1),
      }),
      note: isOff ? t('activity.hours.off') : null,
      isDashed: isOff,
      isMarked: most !== null && most[0] === day && most[1] === hour,
      search,
      whyNot: whyNot === t('activity.tooLong') ? t('activity.hours.long') : whyNot,
    };
  };
}

/** One hour is the range itself; of several, the query names each. */
function linkOf({ query, from, to }: ActivityHours, parts: readonly Part[]) {
  const [only, ...more] = parts;
  if (query === null || !only) return { query: null, from, to };
  if (more.length > 0)
    return { query: parts.length > MOST_HOURS ? null : `${query} ${onTerm(parts)}`, from, to };
  return { query, from: new Date(only.from).toISOString(), to: new Date(only.to).toISOString() };
}

/** A query has at most 30 terms; those of whose events they are come besides. */
const MOST_HOURS = 18;

/** The hour in which most happened outside of working hours; null where there is none. */
function mostOff({ hours, working }: ActivityHours): readonly [number, number] | null {
  let [best, most] = [null as readonly [number, number] | null, 0];
  if (working === null) return null;
  for (const [day, line] of hours.entries())
    for (const [hour, events] of line.entries())
      if (events > most && !working[day]?.[hour]) [best, most] = [[day, hour], events];
  return best;
}

interface LegendProps {
  readonly view: ActivityHours;
  readonly most: readonly [number, number] | null;
  readonly cellOf: CellOf;
}

function Legend({ view: { working, flagged, events, from, to }, most, cellOf }: LegendProps) {
  const { t } = useTranslation();
  if (working === null)
    return (
      <p className={`${classes.legend} ${classes.frame}`}>
        <span>
          {t('activity.hours.noHours')}{' '}
          <Link to="/settings" className={page.link ?? ''}>
            {t('activity.hours.set')}
          </Link>
        </span>
        <span>{t('activity.hours.hint')}</span>
      </p>
    );
  const count = flagged.events;
  const share = percent(events === 0 ? null : count / events);
  return (
    <div className={classes.legend}>
      <span>
        <Evidence {...flagged} from={from} to={to} what="">
          {t('activity.hours.flagged', { count, number: number(count), share })}
        </Evidence>
        {most ? ` · ${t('activity.hours.most', { when: cellOf(...most).when })}` : null}
      </span>
      <span>
        {t('activity.hours.dashed')}. {t('activity.hours.hint')}
      </span>
    </div>
  );
}
