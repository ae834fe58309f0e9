import { Switch, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActivityDays } from '../../../../activity/activity.contract';
import { number, shortDay, weekday } from '../../preferences/moments';
import page from '../../ui/page.module.css';
import { WEEK } from '../../ui/week';
import activity from '../activity.module.css';
import { useEvidence } from '../evidence';
import { HeatGrid, type HeatCell } from '../heat-grid';
import { weeksOf, type Week } from './weeks';
import classes from './person.module.css';

/** Half a year, a cell for each day; on a phone weeks stand below each other. */
export function Calendar({ view }: { view: ActivityDays }) {
  const { t } = useTranslation();
  const [showsNumbers, setShowsNumbers] = useState(false);
  return (
    <section className={`card ${page.section}`} aria-labelledby="weeks">
      <div className={activity.chartHead}>
        <Title order={2} id="weeks">
          {t('activity.person.weeks')}
        </Title>
        <Switch
          size="xs"
          className={page.push}
          label={t('activity.hours.numbers')}
          checked={showsNumbers}
          onChange={(event) => setShowsNumbers(event.target.checked)}
        />
      </div>
      <div className={classes.calendar}>
        <Weeks view={view} showsNumbers={showsNumbers} />
      </div>
    </section>
  );
}

function Weeks({ view, showsNumbers }: { view: ActivityDays; showsNumbers: boolean }) {
  const { t } = useTranslation();
  const isNarrow = useMediaQuery('(max-width: 900px)', false, { getInitialValueInEffect: false });
  const weeks = weeksOf(view.days);
  const cellOf = useCells(view, weeks);
  const days = WEEK.map((day) => ({ name: t(`weekday.${day}`), short: t(`weekday.${day}`).slice(0, 3) }));
  const heads = weeks.map(({ monday }) => {
    const text = shortDay(`${monday}T12:00:00Z`, 'UTC');
    const month = Number(monday.slice(8)) <= 7 ? (text.split(' ')[1] ?? '') : '';
    return { name: t('activity.person.week', { day: text }), short: isNarrow ? text : month };
  });
  return (
    <HeatGrid
      label={t('activity.person.weeks')}
      rows={isNarrow ? heads.toReversed() : days}
      columns={isNarrow ? days : heads}
      cellAt={(row, column) => (isNarrow ? cellOf(weeks.length - 1 - row, column) : cellOf(column, row))}
      countWords={(count) => t('activity.events', { count, number: number(count) })}
      showsNumbers={showsNumbers}
    />
  );
}

function useCells(
  view: ActivityDays,
  weeks: readonly Week[],
): (week: number, day: number) => HeatCell | null {
  const evidence = useEvidence();
  return (week, day) => {
    const found = weeks[week]?.days[day];
    if (!found) return null;
    const { events, from, to } = found;
    return {
      ...evidence({ events, query: view.user.query }, from, to),
      events,
      when: weekday(`${found.day}T12:00:00Z`, 'UTC'),
      note: null,
      isDashed: false,
      isMarked: false,
    };
  };
}
