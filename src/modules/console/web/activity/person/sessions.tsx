import { Title } from '@mantine/core';
import { useState } from 'react';
import { writtenValue } from '../../../../audit/audit.query-language';
import { useTranslation } from 'react-i18next';
import type { ActivityProfile } from '../../../../activity/activity.contract';
import { minuteMoment, clockTime } from '../../preferences/moments';
import page from '../../ui/page.module.css';
import { SmallButton } from '../../ui/small-button';
import activity from '../activity.module.css';
import { Evidence } from '../evidence';

const FIRST = 5;

/** Of the range, as the log tells of them: on what, from where, and how much was done. */
export function PersonSessions({ person }: { person: ActivityProfile }) {
  const { t } = useTranslation();
  const [showsAll, setShowsAll] = useState(false);
  const { sessions, query, time_zone: zone } = person;
  const shown = showsAll ? sessions : sessions.slice(0, FIRST);
  return (
    <section className={`card ${page.section}`} aria-labelledby="sessions">
      <div className={activity.chartHead}>
        <Title order={2} id="sessions">
          {t('activity.person.sessions')}
        </Title>
        <span className={activity.change}>
          {t('activity.person.sessionCount', { count: sessions.length })}
        </span>
      </div>
      {sessions.length === 0 ? null : (
        <table className={activity.small} aria-labelledby="sessions">
          <thead>
            <tr>
              <th scope="col">{t('activity.person.device')}</th>
              <th scope="col">{t('activity.person.events')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ id, device, ip, events, started_at: start, ended_at: end }) => (
              <tr key={`${id} ${start}`}>
                <th scope="row" className="foreign">
                  {device ?? t('own.unknownDevice')} <span className="mono">{ip}</span>
                  <span className={page.second}>
                    {minuteMoment(start, zone)}–{clockTime(end, zone).slice(0, 5)}
                  </span>
                </th>
                <td>
                  <Evidence
                    events={events}
                    query={query === null || id === null ? null : `${query} session:${writtenValue(id)}`}
                    from={start}
                    to={new Date(Date.parse(end) + 1).toISOString()}
                    what={device ?? ''}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {sessions.length > FIRST ? (
        <div>
          <SmallButton onClick={() => setShowsAll(!showsAll)}>
            {showsAll ? t('activity.adoption.fewer') : t('activity.adoption.all', { count: sessions.length })}
          </SmallButton>
        </div>
      ) : null}
    </section>
  );
}
