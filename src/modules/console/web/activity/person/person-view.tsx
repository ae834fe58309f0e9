import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActivityDays, ActivityProfile } from '../../../../activity/activity.contract';
import { problemOf } from '../../api/problem';
import { useKeys } from '../../preferences/use-keys';
import { Loaded } from '../../ui/loaded';
import page from '../../ui/page.module.css';
import { Timeline } from '../timeline/timeline';
import { useActivity, useFigures } from '../use-activity';
import { Addresses } from './addresses';
import { Calendar } from './calendar';
import classes from './person.module.css';
import { Peers } from './peers';
import { ProfileCard } from './profile-card';
import { PersonSessions } from './sessions';
import { RoleHistory } from './role-history';

interface Props {
  /** Theirs, or `me`. */
  readonly id: string;
  /** Where the timeline is asked for. */
  readonly timeline: string;
}

/** The person beside what they did; shared with one's own page. */
export function PersonView({ id, timeline }: Props) {
  const { t } = useTranslation();
  const state = useActivity();
  const [rangeOpen, setRangeOpen] = useState(false);
  useKeys(useMemo(() => ({ t: () => setRangeOpen(true) }), []));
  const path = `/users/${encodeURIComponent(id)}`;
  const profile = useFigures<ActivityProfile>(path, { ...state.range, peers: 'true' });
  const days = useFigures<ActivityDays>(`${path}/days`, { tz: state.search.tz });
  if (profile.error && problemOf(profile.error).status === 404)
    return (
      <Loaded
        query={profile}
        absent={{ title: t('activity.person.absent'), lead: t('activity.person.absentLead') }}
      >
        {() => null}
      </Loaded>
    );
  return (
    <div className={classes.layout}>
      <div className={page.page}>
        <Loaded query={profile} permission="activity:read">
          {(person) => (
            <>
              <ProfileCard person={person} />
              <Peers person={person} />
              <PersonSessions person={person} />
              <Addresses person={person} />
              <RoleHistory person={person} />
            </>
          )}
        </Loaded>
      </div>
      <div className={page.page}>
        <Loaded query={days}>{(view) => <Calendar view={view} />}</Loaded>
        <Timeline state={state} path={timeline} profile={profile.data} range={[rangeOpen, setRangeOpen]} />
      </div>
    </div>
  );
}
