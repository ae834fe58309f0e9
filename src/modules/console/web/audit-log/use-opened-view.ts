import { useEffect } from 'react';
import type { SavedView } from '../../../views/views.contract';
import type { LogSearch } from './address';
import { searchOf, useSavedViews } from './saved-views';
import type { LogState } from './use-log';

/** What the address asks for by name, or what this person's log opens with when it asks for nothing. */
function viewFor(search: LogSearch, views: readonly SavedView[]): SavedView | undefined {
  if (search.view !== undefined) return views.find(({ id }) => id === search.view);
  return asksNothing(search) ? views.find((view) => view.default) : undefined;
}

const asksNothing = ({ q, range, from, to }: LogSearch): boolean =>
  [q, range, from, to].every((part) => part === undefined);

/** What is asked is decided by views: they have to be known first. */
export const needsViews = (search: LogSearch): boolean => search.view !== undefined || asksNothing(search);

/** Replaces a view's name in the address by what it says. False until the search is known. */
export function useOpenedView(log: LogState): boolean {
  const { data: views, isError } = useSavedViews();
  const view = views && viewFor(log.search, views);
  const { change } = log;
  const { from, to } = log.search;
  useEffect(() => {
    if (!view) return;
    const said = searchOf(view.query);
    const isAbsolute = from !== undefined || to !== undefined;
    change(
      { ...said, ...(isAbsolute ? { range: undefined, from, to } : {}), view: undefined },
      { replace: true },
    );
  }, [view, change, from, to]);
  return !needsViews(log.search) || isError || (views !== undefined && view === undefined);
}
