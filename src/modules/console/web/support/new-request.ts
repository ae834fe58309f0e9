import type { SupportSearch } from './support-address';

export const RECORD_KINDS = ['none', 'encounter', 'patient', 'appointment', 'other'] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

/** The form as it is written. */
export interface Draft {
  readonly kind: 'question' | 'export';
  readonly text: string;
  readonly record: RecordKind;
  /** Of another kind of record. */
  readonly type: string;
  readonly id: string;
  readonly workspace: string;
  readonly from: string;
  readonly to: string;
  readonly format: string;
  readonly q: string;
}

const knownKind = (type: string): RecordKind =>
  RECORD_KINDS.find((each) => each === type && each !== 'none') ?? 'other';

/** What the address says to begin with; `pageText` words the page that somebody came from. */
export function draftFrom(
  { new: kind, page, type, id }: SupportSearch,
  workspace: string,
  pageText: (address: string) => string,
): Draft {
  const hasRecord = type !== undefined && id !== undefined;
  return {
    kind: kind === 'export' ? 'export' : 'question',
    text: page === undefined ? '' : `\n\n${pageText(page.slice(0, 1_000))}`,
    record: hasRecord ? knownKind(type) : 'none',
    type: type ?? '',
    id: id ?? '',
    workspace,
    from: '',
    to: '',
    format: 'csv',
    q: '',
  };
}

/** As `POST /v1/support-requests` takes it: what was left empty is left out, and an encounter is a record like others. */
export function bodyOf({ kind, text, record, type, id, workspace, from, to, format, q }: Draft): object {
  return {
    kind,
    trying_to: text.trim(),
    ...(record === 'none' ? {} : { record: { type: record === 'other' ? type : record, id } }),
    ...(workspace.trim() === '' ? {} : { workspace }),
    ...(kind === 'question' ? {} : { from, to, format, ...(q.trim() === '' ? {} : { query: { q } }) }),
  };
}
