import { writtenValue } from '../../../audit/audit.query-language';
import { faultOfQuery, queryOf, simpleTerm, termsOf } from './query-terms';

/** How what is typed into a field is looked for: the whole of it, its beginning, or any part. */
type Reading = 'whole' | 'beginning' | 'words';

export interface FilterField {
  /** Of its words. */
  readonly name: string;
  /** As the query language calls it. */
  readonly field: string;
  readonly reading: Reading;
}

/** In the order in which they are offered (S1-19, S2-06 to S2-08, S4-15 to S4-17). */
export const FILTER_FIELDS = [
  { name: 'summary', field: 'summary', reading: 'words' },
  { name: 'action', field: 'action', reading: 'beginning' },
  { name: 'actor', field: 'actor', reading: 'whole' },
  { name: 'ip', field: 'ip', reading: 'whole' },
  { name: 'outcome', field: 'outcome', reading: 'whole' },
  { name: 'source', field: 'source', reading: 'beginning' },
  { name: 'recordType', field: 'resource.type', reading: 'beginning' },
  { name: 'record', field: 'resource', reading: 'beginning' },
] as const satisfies readonly FilterField[];

export type FieldName = (typeof FILTER_FIELDS)[number]['name'];

const isOf =
  (field: string) =>
  (term: string): boolean => {
    const simple = simpleTerm(term);
    return simple?.field === field && !simple.isExcluded;
  };

const unquoted = (value: string): string =>
  value.startsWith('"') ? value.slice(1, -1).replaceAll(/\\(.)/gs, '$1') : value.replace(/\*$/, '');

/** What stands in a field: the values of its term in the query; empty when there is none. */
export function textIn(query: string, { field, reading }: FilterField): string {
  const terms = termsOf(query).filter(isOf(field));
  const values = terms.flatMap((term) => simpleTerm(term)?.values ?? []).map(unquoted);
  return values.join(reading === 'words' ? ' ' : ', ');
}

/** The query with a field set; commas part values of which any will do. Null while it cannot be asked. */
export function withText(query: string, given: FilterField, text: string): string | null {
  const others = termsOf(query).filter((term) => !isOf(given.field)(term));
  const next = queryOf([...others, ...termsFor(given, text)]);
  return faultOfQuery(next) === null ? next : null;
}

function termsFor({ field, reading }: FilterField, text: string): string[] {
  const values = text.split(reading === 'words' ? /\s+/ : /\s*,\s*/).filter((value) => value !== '');
  const written = values.map((value) => writtenOf(value.trim(), reading));
  if (written.length === 0) return [];
  return reading === 'words' ? written.map((each) => `${field}:${each}`) : [`${field}:${written.join(',')}`];
}

/** A star stays a star at the end of what needs no quotation marks; what is looked for by its beginning gets one. */
function writtenOf(value: string, reading: Reading): string {
  const start = value.replace(/\*$/, '');
  if (start === '' || writtenValue(start) !== start) return writtenValue(value);
  return reading === 'whole' ? value : `${start}*`;
}
