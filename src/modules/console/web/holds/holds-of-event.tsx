import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { HoldsOfEvent as Found } from '../../../holds/holds.contract';
import { api } from '../api/api';
import { useExtent } from '../audit-log/use-log';
import { fullDay } from '../preferences/moments';
import { RetentionLink } from '../retention/retention-link';

/** Which holds keep an event. Not asked where none is in force, for each such look is an event. */
export function useHoldsOfEvent(id: string): Found['data'] {
  const { data: extent } = useExtent();
  const { data } = useQuery({
    queryKey: ['event-holds', id],
    queryFn: ({ signal }) => api<Found>('GET', `/v1/events/${encodeURIComponent(id)}/holds`, { signal }),
    enabled: (extent?.on_hold.count ?? 0) > 0,
    staleTime: 60_000,
  });
  return data?.data ?? [];
}

/** Their names, and since when. */
export function HoldNames({ holds, zone }: { holds: Found['data']; zone: string }) {
  const { t } = useTranslation();
  return holds.map(({ id, name, placed_at: at }, n) => (
    <span key={id}>
      {n === 0 ? null : ', '}
      <RetentionLink tab="holds">{name}</RetentionLink> ({t('holds.sinceDay', { day: fullDay(at, zone) })})
    </span>
  ));
}
