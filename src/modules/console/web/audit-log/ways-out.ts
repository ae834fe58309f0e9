import { useDebouncedValue } from '@mantine/hooks';
import { useQueries } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { EventHistogram } from '../../../audit/audit.counts.contract';
import { api } from '../api/api';
import { fullDay } from '../preferences/moments';
import { plainly } from '../ui/hidden-characters';
import type { LogSearch } from './address';
import { parametersOf } from './parameters';
import { queryOf, saysTime, termsOf } from './query-terms';
import { longer } from './time-range';
import { useExtent, type LogState } from './use-log';

interface Way {
  readonly key: string;
  readonly label: string;
  readonly patch: Partial<LogSearch>;
}

export interface WayOut {
  readonly key: string;
  readonly label: string;
  readonly count: number;
  readonly go: () => void;
}

/** Each is a question of its own: these many at most. */
const MOST_WAYS = 6;
/** Who is still writing is not helped yet. */
const PATIENCE_MS = 600;

/** Each filter taken away, and longer ranges: with how many events there would then be. `total`: without any filter. */
export function useWaysOut(log: LogState): { ways: readonly WayOut[]; total: number | null } {
  const { t } = useTranslation();
  const { data: extent } = useExtent();
  const [settled] = useDebouncedValue(log.search, PATIENCE_MS);
  const ways = [...withoutEach(log.q, t), ...furtherBack(log, extent?.since, t)];
  const all: Way = { key: 'all', label: '', patch: { q: undefined } };
  const answers = useQueries({
    queries: [...ways, all].map(({ patch }) => {
      const query = parametersOf({ ...log.search, ...patch }, log.zone);
      return {
        queryKey: ['histogram', { ...query, by: undefined }],
        queryFn: ({ signal }: { signal: AbortSignal }) =>
          api<EventHistogram>('GET', '/v1/events/histogram', { query, signal }),
        enabled: settled === log.search,
      };
    }),
  });
  const countOf = (index: number): number | null => answers[index]?.data?.total.count ?? null;
  return {
    total: log.q === '' ? null : countOf(ways.length),
    ways: ways.flatMap(({ key, label, patch }, index) => {
      const count = countOf(index) ?? 0;
      return count === 0 ? [] : [{ key, label, count, go: () => log.ask(patch) }];
    }),
  };
}

function withoutEach(q: string, t: TFunction): Way[] {
  const terms = termsOf(q);
  return terms.slice(0, MOST_WAYS).map((term, index) => ({
    key: `${index}`,
    label: t('state.remove', { term: plainly(term) }),
    patch: { q: queryOf(terms.filter((_, at) => at !== index)) },
  }));
}

function furtherBack({ search, q }: LogState, since: string | undefined, t: TFunction): Way[] {
  if (saysTime(q)) return [];
  const isAbsolute = search.from !== undefined || search.to !== undefined;
  const wider = isAbsolute ? null : longer(search.range);
  const next: Way[] =
    wider === null
      ? []
      : [
          {
            key: wider,
            label: t('state.widen', { range: t(`range.${wider as '30d'}`) }),
            patch: { range: wider },
          },
        ];
  if (since === undefined || (search.from !== undefined && search.from <= since)) return next;
  const everything = { range: undefined, from: since.slice(0, 10), to: undefined } as Partial<LogSearch>;
  const label = t('state.everything', { since: fullDay(since, 'UTC') });
  return [...next, { key: 'everything', label, patch: everything }];
}
