import type { ErasurePreview } from '../../../erasure/erasure.contract';
import { saysTime, termsOf, queryOf } from '../audit-log/query-terms';

/** Events chosen one by one, or all that a text of the query language finds. */
export type Selection = { readonly event_ids: readonly string[] } | { readonly q: string };

/** As the API takes it. A text that says nothing of time means all of it: it is what the reader was shown. */
export function wishOf(selection: Selection, tz: string): object {
  if ('event_ids' in selection) return { event_ids: selection.event_ids };
  const { q } = selection;
  return { query: { ...(q === '' ? {} : { q }), tz, ...(saysTime(q) ? {} : { from: '1971-01-01' }) } };
}

const TIME = /^(after|before|on|created):\S+$/i;

/**
 * The same at the moment of its preview: `after:7d` goes on moving, so that the count that was typed would no longer be that of the
 * events. Terms of time that stand by themselves become the range that the preview had.
 */
export function frozenWish(selection: Selection, tz: string, previewed: ErasurePreview['query']): object {
  if ('event_ids' in selection || previewed === null) return wishOf(selection, tz);
  const q = queryOf(termsOf(selection.q).filter((term) => !TIME.test(term)));
  return { query: { ...(q === '' ? {} : { q }), tz, from: previewed.from, to: previewed.to } };
}
