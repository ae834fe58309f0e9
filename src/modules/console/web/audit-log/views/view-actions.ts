import type { SavedView, ViewQuery } from '../../../../views/views.contract';
import { api } from '../../api/api';
import { queryClient } from '../../api/session';
import type { LogSearch } from '../address';
import { COLUMNS } from '../column-names';

const refresh = (): Promise<void> => queryClient.invalidateQueries({ queryKey: ['saved-views'] });

/** The search of an address as a view has it; what is as usual is left out, and so stays as usual. */
export function queryOfSearch(
  { q, range, from, to, sort, limit, cols }: LogSearch,
  usualRange: string,
): ViewQuery {
  const columns = cols?.split(',').filter((name) => (COLUMNS as readonly string[]).includes(name));
  const isAbsolute = from !== undefined || to !== undefined;
  return {
    ...(q === undefined ? {} : { q }),
    ...(isAbsolute ? { from, to } : { range: range ?? usualRange }),
    ...(sort === undefined ? {} : { sort }),
    ...(limit === undefined ? {} : { limit: Number(limit) }),
    ...(columns === undefined || columns.length === 0 ? {} : { columns }),
  };
}

export async function saveView(body: {
  name: string;
  shared: boolean;
  query: ViewQuery;
}): Promise<SavedView> {
  const view = await api<SavedView>('POST', '/v1/saved-views', { body });
  await refresh();
  return view;
}

/** Of a view as it was read: refused when somebody has changed it since. */
export async function changeView(
  { id, version }: SavedView,
  patch: { name?: string; shared?: boolean; query?: ViewQuery },
): Promise<void> {
  await api('PATCH', `/v1/saved-views/${id}`, { body: { ...patch, version } });
  await refresh();
}

export async function deleteView({ id }: SavedView): Promise<void> {
  await api('DELETE', `/v1/saved-views/${id}`);
  await refresh();
}

/** What this person's log opens with. */
export async function openWith({ id }: Pick<SavedView, 'id'>): Promise<void> {
  await api('PUT', '/v1/saved-views/default', { body: { id } });
  await refresh();
}
