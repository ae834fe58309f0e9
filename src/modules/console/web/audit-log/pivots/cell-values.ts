import type { AuditEvent, WireReference } from '../../../../audit/audit.contract';
import type { Column } from '../column-names';
import { actorWords, contextText } from '../words';

/** A value that can be asked for, or left out: the field as the query language calls it. */
export interface FieldValue {
  readonly field: string;
  readonly value: string;
}

const keyOf = (reference: WireReference | null): string | null =>
  reference && `${reference.type}/${reference.id}`;

const FIELDS: Partial<Readonly<Record<Column, readonly [string, (event: AuditEvent) => string | null]>>> = {
  source: ['source', ({ source }) => source],
  action: ['action', ({ action }) => action],
  user: ['actor', ({ actor }) => actorWords(actor)?.key ?? null],
  record: ['resource', ({ resource }) => keyOf(resource)],
  subject: ['subject', ({ subject }) => keyOf(subject)],
  status: ['outcome', ({ outcome }) => outcome],
  ip: ['ip', (event) => contextText(event, 'ip')],
  category: ['category', ({ category }) => category],
  operation: ['operation', ({ operation }) => operation],
  role: ['actor.role', ({ actor }) => actorWords(actor)?.role ?? null],
  session: ['session', (event) => contextText(event, 'session_id')],
};

/** What a cell can be asked by; null where a cell is no value of a field. */
export function valueIn(column: Column, event: AuditEvent): FieldValue | null {
  const [field, read] = FIELDS[column] ?? [];
  const value = read?.(event) ?? null;
  return field === undefined || value === null ? null : { field, value };
}

/** Of an element that stands for such a value. */
export interface Marks {
  readonly 'data-field'?: string;
  readonly 'data-value'?: string;
  readonly tabIndex?: -1;
}

/** On a cell: by these the keys and the pivots know what it shows. */
export function marksOf(column: Column, event: AuditEvent): Marks {
  const found = valueIn(column, event);
  return found ? { 'data-field': found.field, 'data-value': found.value, tabIndex: -1 } : {};
}

export const MARKED = '[data-field]';

/** What an element, or the one around it, stands for. */
export function valueAt(element: Element | null | undefined): FieldValue | null {
  const { field, value } = element?.closest<HTMLElement>(MARKED)?.dataset ?? {};
  return field === undefined || value === undefined ? null : { field, value };
}

/** Where the focus is, else where the pointer is. */
export const valueInFocus = (): FieldValue | null =>
  valueAt(document.activeElement) ?? valueAt([...document.querySelectorAll(`${MARKED}:hover`)].at(-1));
