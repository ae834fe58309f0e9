import { Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ActivityProfile, RoleChange } from '../../../../activity/activity.contract';
import { minuteMoment } from '../../preferences/moments';
import { useRoleName } from '../../shell/role-name';
import page from '../../ui/page.module.css';
import { useWhyNot } from '../../ui/permissions';
import classes from './person.module.css';

/** How they came to their role, the newest change first; each opens its event. */
export function RoleHistory({ person }: { person: ActivityProfile }) {
  const { t } = useTranslation();
  if (person.member_id === null) return null;
  return (
    <section className={`card ${page.section}`} aria-labelledby="roles">
      <Title order={2} id="roles">
        {t('activity.person.roles')}
      </Title>
      {person.roles.length === 0 ? <span className={page.second}>{t('activity.person.noRoles')}</span> : null}
      <ol className={classes.list}>
        {person.roles.map((change) => (
          <Change key={change.event_id} change={change} zone={person.time_zone} />
        ))}
      </ol>
    </section>
  );
}

function Change({ change: { at, from, to, by, event_id: id }, zone }: { change: RoleChange; zone: string }) {
  const { t } = useTranslation();
  const denied = useWhyNot('audit:read');
  const [before, after] = [useRoleName(from ?? '') || from, useRoleName(to ?? '') || (to ?? '–')];
  const words =
    before === null
      ? t('activity.person.roleFirst', { to: after })
      : t('activity.person.roleChange', { from: before, to: after });
  return (
    <li className="foreign">
      {denied === undefined ? (
        <Link to="/audit-log/events/$id" params={{ id }} className={page.link ?? ''}>
          {words}
        </Link>
      ) : (
        words
      )}
      <span className={page.second}>
        {minuteMoment(at, zone)}
        {by === null || from === null ? null : ` · ${t('activity.person.by', { name: by })}`}
      </span>
    </li>
  );
}
