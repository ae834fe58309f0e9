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
import { SmallTable } from '../small-table';

const FIRST = 5;

/** Of the range, as the log tells of them: on what, from where, and how much was done. */
export function PersonSessions({ person }: { person: ActivityProfile }) {
  const { t } = useTranslation();
  const [showsAll, setShowsAll] = useState(false);
  const { sessions } = person;
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
        <SmallTable labelledBy="sessions" heads={[t('activity.person.device'), t('activity.person.events')]}>
          {shown.map((session) => (
            <Line key={`${session.id} ${session.started_at}`} session={session} person={person} />
          ))}
        </SmallTable>
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

interface LineProps {
  readonly session: ActivityProfile['sessions'][number];
  readonly person: ActivityProfile;
}

function Line({ session, person: { query, time_zone: zone } }: LineProps) {
  const { t } = useTranslation();
  const { id, device, ip, events, started_at: start, ended_at: end } = session;
  return (
    <tr>
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
  );
}
