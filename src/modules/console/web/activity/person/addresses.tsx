import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ActivityProfile } from '../../../../activity/activity.contract';
import { ago } from '../../preferences/moments';
import page from '../../ui/page.module.css';
import { Evidence } from '../evidence';
import { SmallTable } from '../small-table';

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
        <SmallTable
          labelledBy="addresses"
          heads={[t('activity.person.address'), t('activity.person.events'), t('activity.person.lastAt')]}
        >
          {usual.addresses.map((address) => (
            <Line key={address.ip} address={address} query={query} />
          ))}
        </SmallTable>
      )}
    </section>
  );
}

interface LineProps {
  readonly address: ActivityProfile['usual']['addresses'][number];
  readonly query: string | null;
}

function Line({ address: { ip, events, first_at: first, last_at: last }, query }: LineProps) {
  return (
    <tr>
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
  );
}
