import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { AuditEvent } from '../../../../audit/audit.contract';
import type { LogNumbers, NumberFate } from '../../../../retention/retention.contract';
import { api } from '../../api/api';
import type { LogState } from '../use-log';
import { absentBetween, countOf, marksBelow } from './gaps-of';

export interface Gaps {
  /** Below the row of a number. */
  readonly marks: ReadonlyMap<number, readonly NumberFate[]>;
  /** Of the numbers from the first to the last on the page; null while that cannot be said. */
  readonly summary: { readonly first: number; readonly last: number; readonly missing: number } | null;
}

const NOTHING: Gaps = { marks: new Map(), summary: null };

/**
 * Whether a number is absent between the rows (console/README.md, "Nothing is missing"). It can be said of a list that leaves
 * nothing out, newest first: an event that is only elsewhere in time is asked for by its number.
 */
export function useGaps({ q, search }: LogState, rows: readonly AuditEvent[]): Gaps {
  const isWhole = q === '' && (search.sort ?? '-occurred_at') === '-occurred_at' && rows.length > 1;
  const absent = useMemo(
    () => (isWhole ? absentBetween(rows.map(({ sequence }) => sequence)) : null),
    [isWhole, rows],
  );
  const between = (absent ?? []).map(([first, last]) => `${first}-${last}`);
  const { data } = useQuery({
    queryKey: ['numbers', between],
    queryFn: ({ signal }) => api<LogNumbers>('GET', '/v1/log/numbers', { query: { between }, signal }),
    enabled: between.length > 0,
    staleTime: 300_000,
  });
  return useMemo(() => {
    const fates = absent?.length === 0 ? [] : data?.data;
    if (!absent || !fates) return NOTHING;
    const numbers = rows.map(({ sequence }) => sequence);
    const missing = fates
      .filter(({ fate }) => fate === 'missing')
      .reduce((sum, each) => sum + countOf(each), 0);
    return {
      marks: marksBelow(fates, numbers),
      summary: { first: Math.min(...numbers), last: Math.max(...numbers), missing },
    };
  }, [absent, data, rows]);
}
