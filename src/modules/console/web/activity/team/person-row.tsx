import { Avatar } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActivityUserPage, ActivityUserView } from '../../../../activity/activity.contract';
import { ago, minuteMoment } from '../../preferences/moments';
import { Factors, RoleBadge, usualText } from '../person-words';
import page from '../../ui/page.module.css';
import { Pill } from '../../ui/pill';
import classes from '../activity.module.css';
import { CATEGORIES } from '../address';
import { Evidence } from '../evidence';
import { percent } from '../percent';
import type { PeopleColumn } from './people-columns';

interface Props {
  readonly user: ActivityUserView;
  readonly columns: readonly PeopleColumn[];
  readonly view: ActivityUserPage;
}

export function PersonRow({ user, columns, view }: Props) {
  const { t } = useTranslation();
  return (
    <tr>
      {columns.map((column) => (
        <td key={column} data-label={t(`activity.people.column.${column}`)}>
          <span>
            <Content column={column} user={user} view={view} />
          </span>
        </td>
      ))}
    </tr>
  );
}

function Content({ column, user, view }: { column: PeopleColumn } & Omit<Props, 'columns'>): ReactNode {
  const { t } = useTranslation();
  const { from, to, time_zone: zone } = view;
  const name = user.name ?? user.email ?? user.id;
  if (column === 'name') return <Who user={user} name={name} />;
  if (column === 'role') return <Role user={user} />;
  if (column === 'last_signed_in_at')
    return (
      <Last
        at={user.last_signed_in_at}
        user={user}
        zone={zone}
        what={t('activity.people.lastSignIn', { name })}
      />
    );
  if (column === 'last_active_at')
    return (
      <Last
        at={user.last_active_at}
        user={user}
        zone={zone}
        what={t('activity.people.lastActive', { name })}
      />
    );
  if (column === 'usual') return <span className={page.narrow}>{usualText(user.usual_hours)}</span>;
  if (column === 'factors') return <Factors factors={user.factors} />;
  const counted = countOf(column, user);
  return (
    <Evidence {...counted} from={from} to={to} what={`${t(`activity.people.column.${column}`)}, ${name}`}>
      {column === 'off_hours' ? percent(total(user) === 0 ? null : user.off_hours / total(user)) : undefined}
    </Evidence>
  );
}

const total = ({ events }: ActivityUserView): number => Object.values(events).reduce((sum, n) => sum + n, 0);

function countOf(column: PeopleColumn, user: ActivityUserView): { events: number; query: string | null } {
  const { query } = user;
  const and = (term: string): string | null => (query === null ? null : `${query} ${term}`);
  if (column === 'off_hours') return { events: user.off_hours, query: and('flag:off_hours') };
  const category = CATEGORIES.find((one) => one === column);
  return category
    ? { events: user.events[category], query: and(`category:${category}`) }
    : { events: total(user), query };
}

function Who({ user: { id, email, dormant }, name }: { user: ActivityUserView; name: string }) {
  const { t } = useTranslation();
  return (
    <span className={classes.who}>
      <Avatar name={name} size={28} radius="xl" aria-hidden />
      <span className="foreign">
        <Link
          to="/activity/users/$id"
          params={{ id }}
          search={({ range, from, to, tz }) => ({ range, from, to, tz })}
          className={page.link ?? ''}
          title={t('activity.openPerson', { name })}
        >
          {name}
        </Link>{' '}
        {dormant ? <Pill tone="warn">{t('activity.tile.dormant', { days: 30 })}</Pill> : null}
        {email === null || email === name ? null : <span className={page.second}>{email}</span>}
      </span>
    </span>
  );
}

function Role({ user: { role_name: role, teams } }: { user: ActivityUserView }) {
  const { t } = useTranslation();
  return (
    <span className="foreign">
      {role === null ? (
        <span className={page.second}>{t('activity.people.stranger')}</span>
      ) : (
        <RoleBadge role={role} />
      )}
      {teams.length === 0 ? null : (
        <span className={page.second}>{teams.map(({ name }) => name).join(', ')}</span>
      )}
    </span>
  );
}

interface LastProps {
  readonly at: string | null;
  readonly user: ActivityUserView;
  readonly zone: string;
  readonly what: string;
}

/** The very event. */
function Last({ at, user, zone, what }: LastProps) {
  const { t } = useTranslation();
  if (at === null) return <span>{t('activity.people.never')}</span>;
  const end = new Date(Date.parse(at) + 1).toISOString();
  return (
    <span className={page.narrow} title={minuteMoment(at, zone)}>
      <Evidence events={1} query={user.query} from={at} to={end} what={what}>
        <time dateTime={at}>{ago(at, Date.now())}</time>
      </Evidence>
    </span>
  );
}
