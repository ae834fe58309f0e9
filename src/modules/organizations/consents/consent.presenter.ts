import type { EventDraft, Reference } from '../../../platform/context/request-record';
import type { ConsentView } from '../organizations.contract';
import type { Consent } from '../storage/consent.entity';

export const consentView = (
  { key, title, required, version, updatedAt }: Consent,
  text: string,
): ConsentView => ({ key, title, required, version, text, updated_at: updatedAt.toISOString() });

export const referTo = ({ key, title }: Pick<Consent, 'key' | 'title'>): Reference => ({
  type: 'consent',
  id: key,
  name: title,
});

const FIELDS = ['title', 'required', 'version', 'text'] as const;

/** The changed fields only, and what they are in words. */
export function consentChanges(before: ConsentView | null, after: ConsentView): EventDraft {
  const pick = (view: ConsentView, keys: readonly (typeof FIELDS)[number][]) =>
    Object.fromEntries(keys.map((key) => [key, view[key]]));
  if (!before) return { action: 'consent.added', changes: { before: null, after: pick(after, FIELDS) } };
  const changed = FIELDS.filter((key) => before[key] !== after[key]);
  if (changed.length === 0) return { changes: null, details: { changed: 'nothing' } };
  const said = [
    ...(changed.includes('title') ? [`title from ${before.title}`] : []),
    ...(changed.includes('required') ? [after.required ? 'now required' : 'no longer required'] : []),
    ...(changed.includes('version') ? [`new text, version ${after.version}`] : []),
  ];
  return {
    changes: { before: pick(before, changed), after: pick(after, changed) },
    details: { changed: said.join('; ') },
  };
}
