/** Where a spreadsheet would see a formula: = + - @, their full-width forms, TAB, LF, CR and NUL (A6, ASVS 1.2.10). */
const FORMULA = /^[=+\-@\t\n\r\0＝＋－＠]/;
const SPECIAL = /[",\n\r]/;

/** Text that others wrote, so that it stays text: a leading `'` if it could be a formula, quotes by RFC 4180. */
export function textCell(text: unknown): string {
  if (text === null || text === undefined || text === '') return '';
  const value = String(text);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return SPECIAL.test(safe) ? quoted(safe) : safe;
}

/** JSON begins with a bracket or a quote, so it is no formula. */
export const jsonCell = (value: unknown): string =>
  value === null || value === undefined ? '' : quoted(JSON.stringify(value));

/** The text of a JSON object. */
export const jsonTextCell = (text: string | null): string => (text === null ? '' : quoted(text));

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
