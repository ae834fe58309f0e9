import { useEffect } from 'react';
import type { SavedView } from '../../../views/views.contract';
import { searchOf, useSavedViews } from './saved-views';
import type { LogState } from './use-log';

/** What the address asks for by name, or what this person's log opens with when it asks for nothing. */
function viewFor({ search }: LogState, views: readonly SavedView[]): SavedView | undefined {
  if (search.view !== undefined) return views.find(({ id }) => id === search.view);
  const asksNothing = [search.q, search.range, search.from, search.to].every((part) => part === undefined);
  return asksNothing ? views.find((view) => view.default) : undefined;
}

/** Replaces a view's name in the address by what it says. False until the search is known. */
export function useOpenedView(log: LogState): boolean {
  const { data: views, isError } = useSavedViews();
  const view = views && viewFor(log, views);
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
  return isError || (views !== undefined && view === undefined);
}
