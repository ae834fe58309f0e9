import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ActivityProfile } from '../../../../activity/activity.contract';
import { number } from '../../preferences/moments';
import { useRoleName } from '../../shell/role-name';
import page from '../../ui/page.module.css';
import activity from '../activity.module.css';
import { CATEGORIES } from '../address';
import { Evidence } from '../evidence';
import { SmallTable } from '../small-table';

/** What they did in the range, beside the average of the others with their role. */
export function Peers({ person }: { person: ActivityProfile }) {
  const { t } = useTranslation();
  const { peers, role, role_name: given, events, query, from, to } = person;
  const known = useRoleName(role ?? '');
  const name = known === '' ? (given ?? '') : known;
  const hasPeers = peers !== null && peers.users > 0;
  const heads = hasPeers ? (['kind', 'own', 'typical'] as const) : (['kind', 'own'] as const);
  const lead = hasPeers
    ? t('activity.person.peersLead', { count: peers.users, role: name })
    : t('activity.person.noPeers', { role: name });
  return (
    <section className={`card ${page.section}`} aria-labelledby="peers">
      <div className={activity.chartHead}>
        <Title {...{ order: 2, id: 'peers' }}>{t('activity.person.peers')}</Title>
        {role === null ? null : <span className={activity.change}>{lead}</span>}
      </div>
      <SmallTable labelledBy="peers" heads={heads.map((head) => t(`activity.person.${head}`))}>
        {CATEGORIES.map((category) => (
          <tr key={category}>
            <th scope="row">{t(`activity.category.${category}`)}</th>
            <td>
              <Evidence
                events={events[category]}
                query={query === null ? null : `${query} category:${category}`}
                from={from}
                to={to}
                what={t(`activity.category.${category}`)}
              />
            </td>
            {hasPeers ? <td>{number(peers.events[category])}</td> : null}
          </tr>
        ))}
      </SmallTable>
    </section>
  );
}
