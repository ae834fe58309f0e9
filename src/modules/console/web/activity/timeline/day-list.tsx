import { useTranslation } from 'react-i18next';
import type { TimelinePage } from '../../../../activity/activity.contract';
import { clockTime, number, weekday } from '../../preferences/moments';
import { dayOf } from '../address';
import { byDay, type Line } from './by-day';
import { EntryLine } from './entry-line';
import classes from './timeline.module.css';

/** Headed by days; where a session begins on one, its device and address. */
export function DayList({ view }: { view: TimelinePage }) {
  const zone = view.time_zone;
  return (
    <>
      {byDay(view.data, zone).map(({ day, lines }) => (
        <section key={day} className={classes.day}>
          <DayHead day={day} zone={zone} />
          <ol className={classes.lines}>
            {lines.map((line) => (
              <OneLine key={line.entry.event_ids[0]} line={line} view={view} />
            ))}
          </ol>
        </section>
      ))}
    </>
  );
}

const DAY_MS = 86_400_000;

function DayHead({ day, zone }: { day: string; zone: string }) {
  const { t } = useTranslation();
  const [today, yesterday] = [Date.now(), Date.now() - DAY_MS].map((at) => dayOf(at, zone));
  const date = weekday(`${day}T12:00:00Z`, 'UTC');
  const name =
    day === today
      ? t('activity.timeline.today')
      : day === yesterday
        ? t('activity.timeline.yesterday')
        : null;
  return <h3>{name === null ? date : `${name} · ${date}`}</h3>;
}

function OneLine({ line: { entry, session, isFirst }, view }: { line: Line; view: TimelinePage }) {
  const { t } = useTranslation();
  const zone = view.time_zone;
  const { device, ip, events, started_at: from, ended_at: to } = session;
  const times = [from, to].map((at) => clockTime(at, zone).slice(0, 5)).join('–');
  const words = [device, ip, times, t('activity.events', { count: events, number: number(events) })];
  return (
    <>
      {isFirst ? (
        <li className={`${classes.session} foreign`}>
          {t('activity.timeline.session')} · {words.filter(Boolean).join(' · ')}
        </li>
      ) : null}
      <EntryLine entry={entry} zone={zone} user={view.user} />
    </>
  );
}
