/** A report as it is kept: where, by which rule, and what was kept out. Nothing that a page or an address holds. */
export interface PolicyReport {
  readonly directive: string;
  readonly page: string;
  readonly blocked: string;
  readonly source: string;
  readonly line: number | null;
}

/** Of one request. */
const MOST_REPORTS = 10;
const MOST_CHARACTERS = 120;
/** What of a policy can be violated; anything else would be a label of somebody's own. */
const DIRECTIVE =
  /^(?:[a-z]+-src(?:-elem|-attr)?|base-uri|form-action|frame-ancestors|require-trusted-types-for|trusted-types)$/;

type Body = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * What a browser sent, by either format: `application/csp-report`, one with dashes, and `application/reports+json`, several in camel
 * case (CSP 3, Reporting API). What is neither is no report.
 */
export function readReports(body: unknown): PolicyReport[] {
  if (isObject(body)) return isObject(body['csp-report']) ? [read(body['csp-report'])] : [];
  if (!Array.isArray(body)) return [];
  return (body as unknown[])
    .slice(0, MOST_REPORTS)
    .flatMap((report) =>
      isObject(report) && report.type === 'csp-violation' && isObject(report.body) ? [read(report.body)] : [],
    );
}

function read(body: Body): PolicyReport {
  const [directive = ''] = textOf(
    body['effective-directive'] ?? body['violated-directive'] ?? body.effectiveDirective,
  ).split(' ');
  const line = body['line-number'] ?? body.lineNumber;
  return {
    directive: DIRECTIVE.test(directive) ? directive : 'other',
    page: pageOf(textOf(body['document-uri'] ?? body.documentURL)),
    blocked: originOf(textOf(body['blocked-uri'] ?? body.blockedURL)),
    source: pageOf(textOf(body['source-file'] ?? body.sourceFile)),
    line: Number.isInteger(line) ? (line as number) : null,
  };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The first step of a path: what follows may be an id, the token of a link or a search. */
function pageOf(address: string): string {
  if (!URL.canParse(address)) return safe(address.split(/[/?#]/, 1)[0] ?? '');
  return safe(`/${new URL(address).pathname.split('/')[1] ?? ''}`);
}

/** `inline`, `eval` … as they are; of an address, whose it is. */
const originOf = (blocked: string): string =>
  safe(URL.canParse(blocked) ? new URL(blocked).origin : (blocked.split(/[/?#]/, 1)[0] ?? ''));

/** Printable ASCII alone: whatever a log is read with, this does nothing there. */
const safe = (text: string): string =>
  text
    .slice(0, MOST_CHARACTERS)
    .replace(/[^\x20-\x7e]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
