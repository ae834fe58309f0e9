import { Counter } from 'prom-client';

/** What browsers have reported of pages that did what their policy forbids. Worth an alarm: an attack, or a fault of the console. */
export const policyReports = new Counter({
  name: 'daybook_csp_reports_total',
  help: 'Reports of browsers that the content security policy kept something from being done',
  labelNames: ['directive'],
  registers: [],
});
