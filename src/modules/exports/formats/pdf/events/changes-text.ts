import { fieldChanges } from '../../../../audit/audit.field-changes';

const ABSENT = '—';

/** Field by field what a raw `changes` member says: `address.city: "A" → "B"`. A dash stands for what was not there, or is not any more. */
export function changesText(raw: string | undefined): string[] {
  if (raw === undefined || raw === 'null') return [];
  const changes = JSON.parse(raw) as { before: unknown; after: unknown };
  return fieldChanges(changes).map(
    ({ field, before, after }) => `${field || 'value'}: ${valueText(before)} → ${valueText(after)}`,
  );
}

const valueText = (value: unknown): string => (value === undefined ? ABSENT : JSON.stringify(value));
