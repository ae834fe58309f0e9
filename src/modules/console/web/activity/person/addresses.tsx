import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ActivityProfile } from '../../../../activity/activity.contract';
import { ago } from '../../preferences/moments';
import page from '../../ui/page.module.css';
import activity from '../activity.module.css';
import { Evidence } from '../evidence';

/** From where they work, by eight weeks. */
export function Addresses({ person: { usual, query } }: { person: ActivityProfile }) {
  const { t } = useTranslation();
  return (
    <section className={`card ${page.section}`} aria-labelledby="addresses">
      <Title order={2} id="addresses">
        {t('activity.person.addresses')}
      </Title>
      {usual.addresses.length === 0 ? (
        <span className={page.second}>{t('activity.person.noAddresses')}</span>
      ) : (
        <table className={activity.small} aria-labelledby="addresses">
          <thead>
            <tr>
              <th scope="col">{t('activity.person.address')}</th>
              <th scope="col">{t('activity.person.events')}</th>
              <th scope="col">{t('activity.person.lastAt')}</th>
            </tr>
          </thead>
          <tbody>
            {usual.addresses.map(({ ip, events, first_at: first, last_at: last }) => (
              <tr key={ip}>
                <th scope="row" className="mono foreign">
                  {ip}
                </th>
                <td>
                  <Evidence
                    events={events}
                    query={query === null ? null : `${query} ip:${ip}`}
                    from={first}
                    to={new Date(Date.parse(last) + 1).toISOString()}
                    what={ip}
                  />
                </td>
                <td>
                  <time dateTime={last}>{ago(last, Date.now())}</time>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
