import type { EventDraft, JsonObject } from '../../../platform/context/request-record';
import type { SavedViewRow } from '../storage/saved-view.entity';

type Fields = Pick<SavedViewRow, 'name' | 'shared' | 'query'>;
const FIELDS = ['name', 'shared', 'query'] as const;

/** What a change changed: only those fields, before and after. */
export function viewChanges(before: Fields, after: Fields): Pick<EventDraft, 'changes' | 'details'> {
  const changed = FIELDS.filter((field) => textOf(before[field]) !== textOf(after[field]));
  const of = (fields: Fields): JsonObject =>
    Object.fromEntries(changed.map((field) => [field, fields[field]]));
  return {
    changes: changed.length > 0 ? { before: of(before), after: of(after) } : null,
    details: { changed: changed.join(', ') || 'nothing' },
  };
}

/** The database keeps the members of an object in an order of its own. */
const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
