import type { BuiltInView } from '../queries/built-in-views';
import { parametersOf } from '../queries/resolve-range';
import type { SavedViewRow } from '../storage/saved-view.entity';
import type { SavedView } from '../views.contract';
import type { Viewer } from './viewers';

export const builtInView = ({ id, name, query }: BuiltInView, viewer: Viewer): SavedView => ({
  id,
  name,
  built_in: true,
  shared: true,
  default: id === viewer.defaultId,
  owner: null,
  query,
  parameters: parametersOf(query, viewer),
  version: 0,
  created_at: null,
  updated_at: null,
});

export const savedView = (row: SavedViewRow, viewer: Viewer, ownerName: string): SavedView => ({
  id: row.id,
  name: row.name,
  built_in: false,
  shared: row.shared,
  default: row.id === viewer.defaultId,
  owner: { account_id: row.ownerId, name: ownerName },
  query: row.query,
  parameters: parametersOf(row.query, viewer),
  version: row.version,
  created_at: row.createdAt.toISOString(),
  updated_at: row.updatedAt.toISOString(),
});
