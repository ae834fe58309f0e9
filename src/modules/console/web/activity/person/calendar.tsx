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
import { weeksOf } from './weeks';
import classes from './person.module.css';

/** Half a year, a cell for each day; on a phone weeks stand below each other. */
export function Calendar({ view }: { view: ActivityDays }) {
  const { t } = useTranslation();
  const isNarrow = useMediaQuery('(max-width: 900px)', false, { getInitialValueInEffect: false });
  const [showsNumbers, setShowsNumbers] = useState(false);
  const evidence = useEvidence();
  const weeks = weeksOf(view.days);
  const cellOf = (week: number, day: number): HeatCell | null => {
    const found = weeks[week]?.days[day];
    if (!found) return null;
    const link = evidence({ events: found.events, query: view.user.query }, found.from, found.to);
    return {
      ...link,
      events: found.events,
      when: weekday(`${found.day}T12:00:00Z`, 'UTC'),
      note: null,
      isDashed: false,
      isMarked: false,
    };
  };
  const days = WEEK.map((day) => ({ name: t(`weekday.${day}`), short: t(`weekday.${day}`).slice(0, 3) }));
  const heads = weeks.map(({ monday }) => {
    const text = shortDay(`${monday}T12:00:00Z`, 'UTC');
    const isFirst = Number(monday.slice(8)) <= 7;
    return {
      name: t('activity.person.week', { day: text }),
      short: isNarrow ? text : isFirst ? (text.split(' ')[1] ?? '') : '',
    };
  });
  const title = t('activity.person.weeks');
  return (
    <section className={`card ${page.section}`} aria-labelledby="weeks">
      <div className={activity.chartHead}>
        <Title order={2} id="weeks">
          {title}
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
        <HeatGrid
          label={title}
          rows={isNarrow ? heads.toReversed() : days}
          columns={isNarrow ? days : heads}
          cellAt={(row, column) => (isNarrow ? cellOf(weeks.length - 1 - row, column) : cellOf(column, row))}
          countWords={(count) => t('activity.events', { count, number: number(count) })}
          showsNumbers={showsNumbers}
        />
      </div>
    </section>
  );
}
