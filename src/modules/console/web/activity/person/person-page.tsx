import { useParams } from '@tanstack/react-router';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import page from '../../ui/page.module.css';
import { PersonView } from './person-view';

/** One person: who they are here, when and from where they work, and what they did. */
export function PersonPage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: '/inside/activity/users/$id' });
  return (
    <div className={page.page}>
      <nav>
        <Link
          to="/activity"
          search={({ range, from, to, tz }) => ({ range, from, to, tz })}
          className={page.link ?? ''}
        >
          ‹ {t('activity.person.back')}
        </Link>
      </nav>
      <PersonView key={id} id={id} timeline={`/users/${encodeURIComponent(id)}/timeline`} />
    </div>
  );
}
