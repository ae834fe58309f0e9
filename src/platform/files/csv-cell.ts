/** Where a spreadsheet would see a formula: = + - @, their full-width forms, TAB, LF, CR and NUL (A6, ASVS 1.2.10). */
const FORMULA = /^[=+\-@\t\n\r\0＝＋－＠]/;
const SPECIAL = /[",\n\r]/;

/** Text that others wrote, so that no spreadsheet takes it for a formula: with a leading `'` if it could be one. */
export const noFormula = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** The same as a cell of CSV, quoted by RFC 4180. */
export function textCell(text: string | null | undefined): string {
  if (text === null || text === undefined || text === '') return '';
  const safe = noFormula(text);
  return SPECIAL.test(safe) ? quoted(safe) : safe;
}

/** The text of a JSON object or list; it begins with a bracket, so it is no formula. */
export const jsonCell = (json: string | null | undefined): string =>
  json === null || json === undefined ? '' : quoted(json);

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
