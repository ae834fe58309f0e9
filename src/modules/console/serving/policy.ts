/** Where browsers tell what the policy kept from being done, and the name of that place in headers. */
export const REPORTS = '/csp-reports';
export const REPORTING_ENDPOINTS = `csp="${REPORTS}"`;

/**
 * What the page may do (A8): its own scripts, styles with this answer's nonce, requests to its own server, and nothing else. No
 * text becomes markup or script by itself (Trusted Types); the one policy, `default`, lets style sheets through and no tag. What
 * it keeps out is reported: by the newer way over HTTPS alone, because a browser that is told of that one leaves the older, and has it
 * nowhere else.
 */
export const policyOf = (nonce: string, isSecure: boolean): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types default',
    `report-uri ${REPORTS}`,
    ...(isSecure ? ['report-to csp'] : []),
  ].join('; ');
