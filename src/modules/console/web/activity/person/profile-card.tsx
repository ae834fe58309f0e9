import { Avatar, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActivityProfile } from '../../../../activity/activity.contract';
import { ago, fullDay, minuteMoment } from '../../preferences/moments';
import page from '../../ui/page.module.css';
import { Evidence } from '../evidence';
import { percent } from '../percent';
import { Factors, RoleBadge, usualText } from '../person-words';
import classes from './person.module.css';

/** Who they are, and first of all when they were last here (S0-24). */
export function ProfileCard({ person }: { person: ActivityProfile }) {
  const { t } = useTranslation();
  const { name, email, id } = person;
  const shown = name ?? email ?? id;
  return (
    <section className={`card ${page.section}`} aria-labelledby="person">
      <div className={classes.head}>
        <Avatar name={shown} size={44} radius="xl" aria-hidden />
        <span className="foreign">
          <Title order={2} id="person">
            {shown}
          </Title>
          {email === null || email === shown ? null : <span className={page.second}>{email}</span>}
        </span>
      </div>
      <dl className={classes.answer}>
        <dt>{t('activity.person.lastLogin')}</dt>
        <dd>
          <Last at={person.last_signed_in_at} person={person} what={t('activity.person.lastLogin')} />
        </dd>
      </dl>
      <Facts person={person} />
    </section>
  );
}

function Last({ at, person, what }: { at: string | null; person: ActivityProfile; what: string }) {
  const { t } = useTranslation();
  if (at === null) return <>{t('activity.person.neverLogin')}</>;
  const moment = minuteMoment(at, person.time_zone);
  return (
    <Evidence
      events={1}
      query={person.query}
      from={at}
      to={new Date(Date.parse(at) + 1).toISOString()}
      what={what}
    >
      {t('activity.person.at', { moment, ago: ago(at, Date.now()) })}
    </Evidence>
  );
}

function Facts({ person }: { person: ActivityProfile }) {
  const { t } = useTranslation();
  const { role_name: role, teams, joined_at: joined, time_zone: zone, member_id: member } = person;
  const lines: readonly (readonly [string, ReactNode])[] = [
    [
      'lastActive',
      person.last_active_at === null ? (
        t('activity.people.never')
      ) : (
        <Last at={person.last_active_at} person={person} what={t('activity.person.lastActive')} />
      ),
    ],
    ['role', role === null ? t('activity.person.stranger') : <RoleBadge role={role} />],
    ...(member === null
      ? []
      : [
          ['teams', <Teams key="teams" teams={teams} />] as const,
          ['joined', joined === null ? '–' : fullDay(joined, zone)] as const,
        ]),
    ...(person.factors === null ? [] : [['mfa', <Factors key="mfa" factors={person.factors} />] as const]),
    ['usualHours', <Usual key="usual" person={person} />],
    ['offHours', <OffHours key="off" person={person} />],
    ['failed', <Failed key="failed" person={person} />],
  ];
  return (
    <dl className={page.facts}>
      {lines.map(([name, value]) => (
        <Fact key={name} name={t(`activity.person.${name as 'mfa'}`)}>
          {value}
        </Fact>
      ))}
    </dl>
  );
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
);

function Teams({ teams }: Pick<ActivityProfile, 'teams'>) {
  const { t } = useTranslation();
  if (teams.length === 0) return <>{t('activity.person.noTeams')}</>;
  return (
    <span className="foreign">
      {teams.map(({ name, lead }) => (lead ? `${name} (${t('activity.person.lead')})` : name)).join(', ')}
    </span>
  );
}

function Usual({ person: { usual_hours: hours, time_zone: zone } }: { person: ActivityProfile }) {
  const { t } = useTranslation();
  if (hours === null) return <>{t('activity.person.tooFew')}</>;
  return (
    <span title={t('activity.person.usualHelp')}>
      {usualText(hours)} <span className={page.second}>{zone}</span>
    </span>
  );
}

function Failed({ person }: { person: ActivityProfile }) {
  const { t } = useTranslation();
  const { failed_sign_ins: events, failed_sign_ins_query: query, from, to } = person;
  return <Evidence {...{ events, query, from, to }} what={t('activity.person.failed')} />;
}

function OffHours({
  person: { off_hours: events, events: all, query, from, to },
}: {
  person: ActivityProfile;
}) {
  const { t } = useTranslation();
  const sum = Object.values(all).reduce((total, n) => total + n, 0);
  return (
    <Evidence
      events={events}
      query={query === null ? null : `${query} flag:off_hours`}
      from={from}
      to={to}
      what={t('activity.person.offHours')}
    >
      {percent(sum === 0 ? null : events / sum)}
    </Evidence>
  );
}
