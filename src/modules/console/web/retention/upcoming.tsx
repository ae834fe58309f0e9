import { Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { UpcomingPurges } from '../../../retention/retention.contract';
import { api } from '../api/api';
import { fullDay } from '../preferences/moments';
import { Loaded } from '../ui/loaded';
import page from '../ui/page.module.css';
import { DateBars } from './date-bars';

/** What expires within the next thirty days. */
export function Upcoming() {
  const { t } = useTranslation();
  const query = useQuery({
    queryKey: ['purges-upcoming'],
    queryFn: ({ signal }) => api<UpcomingPurges>('GET', '/v1/purges/upcoming', { signal }),
  });
  return (
    <section className={`card ${page.section}`} aria-labelledby="upcoming">
      <Title order={2} id="upcoming">
        {t('purges.upcoming')}
      </Title>
      <Loaded query={query} permission="audit:read">
        {({ data, exact, until }) =>
          data.length === 0 ? (
            <Text size="sm">{t('purges.upcomingNone', { day: fullDay(until, 'UTC') })}</Text>
          ) : (
            <>
              <DateBars
                label={t('purges.upcomingLabel')}
                bars={data.map(({ expires_on: day, events }) => ({ label: fullDay(day, 'UTC'), events }))}
              />
              <Text size="sm" c="dimmed">
                {exact ? t('purges.upcomingLead') : t('purges.upcomingInexact')}
              </Text>
            </>
          )
        }
      </Loaded>
    </section>
  );
}
