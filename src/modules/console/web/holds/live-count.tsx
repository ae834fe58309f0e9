import { Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { EventHistogram } from '../../../audit/audit.counts.contract';
import { api } from '../api/api';
import { saysTime } from '../audit-log/query-terms';
import { number } from '../preferences/moments';
import { useZone } from '../preferences/time-zone';
import { QueryLink } from '../ui/query-link';

/** Each look leaves an event: not at every letter. */
const PAUSE_MS = 500;

/** How many events of all time a query finds now, and the way to them; `q` is without fault. */
export function LiveCount({ q, words = 'protects' }: { q: string; words?: 'protects' | 'finds' }) {
  const { t } = useTranslation();
  const { name: tz } = useZone();
  const [asked] = useDebouncedValue(q, PAUSE_MS);
  const query = { q: asked, tz, ...(saysTime(asked) ? {} : { from: '1971-01-01' }) };
  const { data, isError } = useQuery({
    queryKey: ['count', query],
    queryFn: ({ signal }) => api<EventHistogram>('GET', '/v1/events/histogram', { query, signal }),
  });
  if (isError) return <Text size="sm">{t('holds.uncounted')}</Text>;
  if (!data || asked !== q)
    return (
      <Text size="sm" c="dimmed" role="status">
        {t('holds.counting')}
      </Text>
    );
  const { count, approximate } = data.total;
  const formatted = approximate ? t('holds.about', { number: number(count) }) : number(count);
  return (
    <Text size="sm" role="status">
      {t(words === 'finds' ? 'erasures.finds' : 'holds.matches', { count, formatted })}
      {count === 0 ? null : (
        <>
          {' · '}
          <QueryLink text={asked} label={t('holds.show')} />
        </>
      )}
    </Text>
  );
}
